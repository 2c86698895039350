import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0022_no_action_deferrable.md */
export const rule = catalogRule({
  id: '0022',
  name: 'no_action_deferrable',
  title: 'A reference that forbids deletion is deferrable',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('%s of %s forbids deletion and cannot be deferred.', name, table_name) AS message,
           format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY IMMEDIATE;', table_sql, name) AS remediation
      FROM our_foreign_key WHERE confdeltype = 'a' AND NOT condeferrable`,
});
