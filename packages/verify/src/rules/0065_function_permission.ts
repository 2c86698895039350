import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0065_function_permission.md */
export const rule = catalogRule({
  id: '0065',
  name: 'function_permission',
  title: 'A definer function that changes something asks for a permission',
  level: 'error',
  with: `
  -- What stands in front of a parenthesis, once for each body: each name of a function against each body took a second.
  called AS MATERIALIZED (
    SELECT DISTINCT r.proname, m[1] AS name
      FROM our_routine r, regexp_matches(r.prosrc, '([a-z0-9_]+)[[:space:]]*[(]', 'g') m
  ),
  asking AS (
    SELECT r.proname FROM our_routine r WHERE r.prosrc ~ '(require_permission|require_one_permission|has_permission)[(]'
    UNION
    SELECT c.proname FROM called c JOIN asking a ON c.name = a.proname
  )`,
  sql: `
    SELECT r.key, NULL AS "table",
           format('Every member of a tenant may call %s, which works with the rights of erp_definer and asks no permission.', r.key) AS message,
           format('PERFORM app.require_permission(''…''); in %s, or REVOKE EXECUTE ON %s FROM erp_app;', r.key, r.sql_name) AS remediation
      FROM our_routine r
     WHERE r.prosecdef AND r.provolatile = 'v' AND r.prorettype <> 'trigger'::regtype AND r.prorettype <> 'event_trigger'::regtype
       AND EXISTS (SELECT FROM client c WHERE has_function_privilege(c.oid, r.oid, 'EXECUTE'))
       AND r.proname NOT IN (SELECT a.proname FROM asking a)`,
});
