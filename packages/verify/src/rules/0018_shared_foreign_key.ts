import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0018_shared_foreign_key.md */
export const rule = catalogRule({
  id: '0018',
  name: 'shared_foreign_key',
  title: 'A reference to a shared table has one column',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('%s of %s → %s has the columns (%s).', name, table_name, target, array_to_string(columns, ', ')) AS message,
           format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %s (id);', table_sql, name, name,
                  columns[cardinality(columns)], target) AS remediation
      FROM our_foreign_key
     WHERE is_tenant AND NOT target_is_tenant AND cardinality(columns) > 1`,
});
