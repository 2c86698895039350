import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0007_policy_fast_shape.md */
export const rule = catalogRule({
  id: '0007',
  name: 'policy_fast_shape',
  title: 'Policies compare tenant_id with the current tenant and read no table',
  level: 'error',
  sql: `
    SELECT p.key, p.table_key AS "table",
           format('Policy %s of %s is not of the fast shape: %s.', p.name, p.table_key, regexp_replace(e.expression, '[[:space:]]+', ' ', 'g')) AS message,
           CASE WHEN p.is_tenant AND p.polcmd = 'r' THEN format('tenant_id = app.current_tenant_id() or tenant_id = app.tenant_read_by(''{…}'') in policy %s on %s', p.name, p.table_sql)
                WHEN p.is_tenant THEN format('tenant_id = app.current_tenant_id() [AND app.has_permission(''…'')] in policy %s on %s', p.name, p.table_sql)
                ELSE format('Compare columns with app.current_tenant_id() or app.current_user_id() in policy %s on %s, without a sub-select.', p.name, p.table_sql) END AS remediation
      FROM our_policy p
     CROSS JOIN LATERAL (
             SELECT min(x) AS expression FROM unnest(ARRAY[p.using_expr, p.check_expr]) x
              WHERE CASE WHEN p.is_tenant
                         THEN x !~ '^[(]{1,2}tenant_id = (app[.])?current_tenant_id[(][)][)]( AND (app[.])?has_permission[(]''[a-z0-9_.]+''::text[)][)])?$'
                          AND NOT (p.polcmd = 'r' AND x ~ '^[(]tenant_id = (app[.])?tenant_read_by[(]''[{][a-z0-9_.]+(,[a-z0-9_.]+)*[}]''::text\\[\\][)][)]$')
                         ELSE x ~ '[(][[:space:]]*SELECT[[:space:]]' END) e
     WHERE NOT p.of_service AND p.polpermissive AND e.expression IS NOT NULL`,
});
