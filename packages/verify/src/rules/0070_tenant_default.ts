import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0070_tenant_default.md */
export const rule = catalogRule({
  id: '0070',
  name: 'tenant_default',
  title: 'A row that names no tenant belongs to the entered one',
  level: 'error',
  sql: `
    SELECT c.key, c.table_key AS "table",
           format('A row of %s that names no tenant is refused for another reason than that.', c.table_key) AS message,
           format('ALTER TABLE %s ALTER COLUMN tenant_id SET DEFAULT app.entered_tenant_id();', c.table_sql) AS remediation
      FROM our_column c
     WHERE c.name = 'tenant_id' AND c.default_expr IS NULL
       AND to_regprocedure('app.entered_tenant_id()') IS NOT NULL`,
});
