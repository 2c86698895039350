import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0069_tenant_in_variable.md */
export const rule = catalogRule({
  id: '0069',
  name: 'tenant_in_variable',
  title: 'A function asks once which tenant it works for',
  level: 'warning',
  sql: `
    SELECT key, NULL AS "table", format('%s calls app.current_tenant_id() inside a statement.', key) AS message,
           'DECLARE v_tenant bigint := app.current_tenant_id(); and … tenant_id = v_tenant' AS remediation
      FROM our_routine
     WHERE prosrc ~ '(^|[^.[:alnum:]_])(?!NEW\\M|OLD\\M|v_)[[:alnum:]_]+[.](tenant_id|id) = app[.]current_tenant_id[(]'
        OR prosrc ~ '(SELECT|VALUES [(]) ?app[.]current_tenant_id[(][)],'`,
});
