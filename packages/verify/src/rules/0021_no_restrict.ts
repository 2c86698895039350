import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0021_no_restrict.md */
export const rule = catalogRule({
  id: '0021',
  name: 'no_restrict',
  title: 'No reference is ON DELETE RESTRICT',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('%s of %s is ON DELETE RESTRICT.', name, table_name) AS message,
           format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s DEFERRABLE INITIALLY IMMEDIATE;', table_sql, name, name,
                  replace(definition, ' ON DELETE RESTRICT', '')) AS remediation
      FROM our_foreign_key WHERE confdeltype = 'r'`,
});
