import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0006_policy_for_grant.md */
export const rule = catalogRule({
  id: '0006',
  name: 'policy_for_grant',
  title: 'Every command that is granted to a client has a policy',
  level: 'error',
  with: `
  granted AS (
    SELECT t.oid AS table_oid, t.key, t.name, t.sql_name, c.oid AS grantee_oid, c.name AS grantee, a.privilege_type AS privilege,
           CASE a.privilege_type WHEN 'SELECT' THEN 'r' WHEN 'INSERT' THEN 'a' WHEN 'UPDATE' THEN 'w' ELSE 'd' END::"char" AS code
      FROM our_table t
     CROSS JOIN LATERAL (
             SELECT (aclexplode(t.relacl)).*
              UNION SELECT (aclexplode(n.attacl)).* FROM pg_attribute n WHERE n.attrelid = t.oid AND n.attacl IS NOT NULL) a
      JOIN client c ON c.oid = a.grantee
     WHERE a.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
  )`,
  sql: `
    SELECT DISTINCT g.key || '.' || lower(g.privilege) AS key, g.key AS "table",
           format('%s is granted to %s on %s, but no policy lets it touch a row.', g.privilege, g.grantee, g.key) AS message,
           format('REVOKE %s ON %s FROM %I; or CREATE POLICY %I ON %s FOR %s TO %I …;', g.privilege, g.sql_name, g.grantee,
                  g.name || '_' || lower(g.privilege), g.sql_name, g.privilege, g.grantee) AS remediation
      FROM granted g
     WHERE NOT EXISTS (
             SELECT FROM our_policy p
              WHERE p.table_oid = g.table_oid AND p.polpermissive AND p.polcmd IN (g.code, '*')
                AND (0 = ANY (p.polroles) OR EXISTS (SELECT FROM unnest(p.polroles) r WHERE r <> 0 AND pg_has_role(g.grantee_oid, r, 'USAGE'))))`,
});
