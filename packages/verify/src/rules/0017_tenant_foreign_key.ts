import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0017_tenant_foreign_key.md */
export const rule = catalogRule({
  id: '0017',
  name: 'tenant_foreign_key',
  title: 'A reference between tenant tables is composite and led by tenant_id',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('%s of %s → %s is (%s) → (%s): it can point at the row of another tenant.', name, table_name, target,
             array_to_string(columns, ', '), array_to_string(target_columns, ', ')) AS message,
           format('tenantForeign(table, %L, %L) in place of %s', columns[cardinality(columns)], target, name) AS remediation
      FROM our_foreign_key
     WHERE is_tenant AND target_is_tenant AND (columns[1] <> 'tenant_id' OR target_columns[1] <> 'tenant_id' OR cardinality(columns) < 2)`,
});
