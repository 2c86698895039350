import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0023_constraint_validated.md */
export const rule = catalogRule({
  id: '0023',
  name: 'constraint_validated',
  title: 'Every constraint holds for all rows',
  level: 'error',
  sql: `
    SELECT t.key || '.' || k.conname AS key, t.key AS "table", format('Constraint %s of %s was never validated.', k.conname, t.key) AS message,
           format('ALTER TABLE %s VALIDATE CONSTRAINT %I;', t.sql_name, k.conname) AS remediation
      FROM our_table t
      JOIN pg_constraint k ON k.conrelid = t.oid
     WHERE NOT k.convalidated AND NOT t.is_partition`,
});
