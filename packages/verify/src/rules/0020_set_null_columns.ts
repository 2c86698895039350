import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0020_set_null_columns.md */
export const rule = catalogRule({
  id: '0020',
  name: 'set_null_columns',
  title: 'ON DELETE SET NULL names its column',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('%s of %s sets %s on delete, tenant_id among them.', name, table_name,
             coalesce(nullif(array_to_string(set_columns, ', '), ''), array_to_string(columns, ', '))) AS message,
           format('ON DELETE SET NULL (%I)', columns[cardinality(columns)]) AS remediation
      FROM our_foreign_key
     WHERE confdeltype IN ('n', 'd') AND 'tenant_id' = ANY (CASE WHEN set_columns = '{}' THEN columns ELSE set_columns END)`,
});
