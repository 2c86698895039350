import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0002_tenant_column_shape.md */
export const rule = catalogRule({
  id: '0002',
  name: 'tenant_column_shape',
  title: 'tenant_id is bigint NOT NULL without a fixed default',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table",
           format('%s is %s%s%s; it must be bigint NOT NULL, with no default but the entered tenant.', key, type,
                  CASE WHEN not_null THEN '' ELSE ', nullable' END,
                  CASE WHEN default_expr IS NULL THEN '' ELSE ', DEFAULT ' || default_expr END) AS message,
           format('ALTER TABLE %s ALTER COLUMN tenant_id TYPE bigint, ALTER COLUMN tenant_id SET NOT NULL, ALTER COLUMN tenant_id SET DEFAULT app.entered_tenant_id();', table_sql) AS remediation
      FROM our_column
     WHERE name = 'tenant_id' AND (type <> 'bigint' OR NOT not_null OR default_expr !~ '^(app[.])?entered_tenant_id[(][)]$')`,
});
