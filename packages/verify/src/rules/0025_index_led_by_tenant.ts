import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0025_index_led_by_tenant.md */
export const rule = catalogRule({
  id: '0025',
  name: 'index_led_by_tenant',
  title: 'Indexes of tenant tables lead with tenant_id',
  level: 'warning',
  sql: `
    SELECT key, table_key AS "table", format('Index %s of %s leads with %s.', name, table_name, keys[1]) AS message,
           format('DROP INDEX %s; CREATE INDEX %I ON %s (tenant_id, %s);', sql_name, name, table_sql, array_to_string(array_remove(keys, 'tenant_id'), ', ')) AS remediation
      FROM our_index
     WHERE is_tenant AND NOT indisunique AND NOT indisexclusion AND method IN ('btree', 'hash') AND keys[1] <> 'tenant_id'
       AND NOT EXISTS (SELECT FROM our_foreign_key f
                        WHERE f.table_oid = our_index.table_oid AND NOT f.target_is_tenant AND f.columns = our_index.keys)`,
});
