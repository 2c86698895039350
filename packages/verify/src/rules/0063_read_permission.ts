import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0063_read_permission.md */
export const rule = catalogRule({
  id: '0063',
  name: 'read_permission',
  title: 'What is not the business of every member asks a permission for reading',
  level: 'error',
  with: `
  delicate AS (
    SELECT c.table_oid, c.table_key, c.table_name, c.table_sql, string_agg(c.name, ', ' ORDER BY c.attnum) AS columns
      FROM our_column c
     WHERE c.is_tenant
       AND (c.type_name IN ('numeric', 'float4', 'float8', 'money')
              AND c.name ~ '(^|_)(amount|total|subtotal|price|fee|cost|budget|spent|revenue|sales|balance|salary|wage|commission)s?(_|$)|_value$|^value_'
            OR c.type_name IN ('text', 'varchar', 'inet', 'jsonb', 'date')
              AND c.name ~ '(^|_)(e_?mail|phone|mobile|(ip_)?address(_line[0-9])?|birth_date|salary|wage)$|_address_?|^contact_value$|^(from|to)_number$'
            OR c.type_name IN ('text', 'varchar') AND c.name ~ '(^|_)(message|content|body|words|notes|transcript)$'
            OR c.name ~ '(^|_)(token|secret|credential|password)(_|$)' AND c.type_name IN ('text', 'varchar', 'bytea'))
     GROUP BY 1, 2, 3, 4
  )`,
  sql: `
    SELECT d.table_key AS key, d.table_key AS "table",
           format('Every member of a tenant reads %s of %s.', d.columns, d.table_key) AS message,
           format('restrictReading(knex, ''%s'', [''<domain>.read_…'', <permissions that write it>]) in a migration; or an exception that says why everybody may.', d.table_name) AS remediation
      FROM delicate d
     WHERE EXISTS (SELECT FROM client c WHERE has_any_column_privilege(c.oid, d.table_oid, 'SELECT'))
       AND EXISTS (SELECT FROM our_policy p WHERE p.table_oid = d.table_oid AND p.polpermissive AND NOT p.of_service AND p.polcmd IN ('r', '*'))
       AND NOT EXISTS (
             SELECT FROM our_policy p
              WHERE p.table_oid = d.table_oid AND NOT p.of_service AND p.polcmd IN ('r', '*')
                AND p.using_expr ~ '(has_permission|tenant_read_by|current_user_id)[(]')`,
});
