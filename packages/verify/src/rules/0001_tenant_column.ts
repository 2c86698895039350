import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0001_tenant_column.md */
export const rule = catalogRule({
  id: '0001',
  name: 'tenant_column',
  title: 'Every table has tenant_id, or its domain says why it is shared',
  level: 'error',
  sql: `
    SELECT key, key AS "table", format('Table %s has no tenant_id, and no exception says that all tenants share it.', name) AS message,
           format('createTenantTable(knex, %L, …), or an entry in exceptions.ts: { rule: ''0001'', key: %L, because: ''…'' }', name, key) AS remediation
      FROM our_table WHERE NOT is_tenant AND NOT is_partition`,
});
