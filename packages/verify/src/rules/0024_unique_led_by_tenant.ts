import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0024_unique_led_by_tenant.md */
export const rule = catalogRule({
  id: '0024',
  name: 'unique_led_by_tenant',
  title: 'Unique keys of tenant tables begin with tenant_id',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('%s of %s is unique over (%s), across tenants.', name, table_name, array_to_string(keys, ', ')) AS message,
           format('CREATE UNIQUE INDEX %I ON %s (tenant_id, %s);', name, table_sql, array_to_string(array_remove(keys, 'tenant_id'), ', ')) AS remediation
      FROM our_index
     WHERE is_tenant AND (indisunique OR indisexclusion) AND keys[1] <> 'tenant_id'`,
});
