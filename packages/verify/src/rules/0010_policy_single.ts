import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0010_policy_single.md */
export const rule = catalogRule({
  id: '0010',
  name: 'policy_single',
  title: 'One permissive policy for a role and a command',
  level: 'warning',
  sql: `
    SELECT table_key || '.' || lower(command) AS key, table_key AS "table",
           format('Policies of %s are joined by OR for %s of %s: %s.', table_key, command,
                  string_agg(DISTINCT role, ', '), string_agg(DISTINCT policy, ', ')) AS message,
           format('Put their conditions into %I, then DROP POLICY %I ON %s;', min(policy), max(policy), table_sql) AS remediation
      FROM (SELECT p.table_key, p.table_sql, r.rolname AS role, m.command, array_agg(p.name) AS policies
              FROM our_policy p
              JOIN pg_roles r ON r.rolname IN ('erp_app', 'authenticated', 'anon', 'erp_service', 'erp_definer')
               AND (0 = ANY (p.polroles) OR EXISTS (SELECT FROM unnest(p.polroles) o WHERE o <> 0 AND pg_has_role(r.oid, o, 'USAGE')))
              JOIN (VALUES ('r'::"char", 'SELECT'), ('a', 'INSERT'), ('w', 'UPDATE'), ('d', 'DELETE')) m(code, command)
                ON p.polcmd IN (m.code, '*')
             WHERE p.polpermissive
             GROUP BY 1, 2, 3, 4 HAVING count(*) > 1) doubled
     CROSS JOIN unnest(policies) AS policy
     GROUP BY table_key, table_sql, command`,
});
