import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0011_public_grant.md */
export const rule = catalogRule({
  id: '0011',
  name: 'public_grant',
  title: 'Nothing is granted to PUBLIC or anon',
  level: 'error',
  with: `
  granted AS (
    SELECT DISTINCT s.name || '.' || c.relname AS key, CASE WHEN c.relkind IN ('r', 'p') THEN s.name || '.' || c.relname END AS "table",
           CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE '' END || format('%I.%I', s.name, c.relname) AS target,
           a.privilege_type AS privilege, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE 'anon' END AS grantee
      FROM our_space s
      JOIN pg_class c ON c.relnamespace = s.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
     CROSS JOIN LATERAL (
             SELECT (aclexplode(c.relacl)).*
              UNION SELECT (aclexplode(n.attacl)).* FROM pg_attribute n WHERE n.attrelid = c.oid AND n.attacl IS NOT NULL) a
     WHERE a.grantee IN (SELECT 0::oid UNION SELECT oid FROM client WHERE name = 'anon')
       AND NOT EXISTS (SELECT FROM of_extension e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)
     UNION ALL
    SELECT n.nspname, NULL, format('SCHEMA %I', n.nspname), a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE 'anon' END
      FROM pg_namespace n, aclexplode(n.nspacl) a
     WHERE n.oid IN (SELECT oid FROM our_space) AND a.privilege_type = 'CREATE'
       AND a.grantee IN (SELECT 0::oid UNION SELECT oid FROM client WHERE name = 'anon')
  )`,
  sql: `
    SELECT key || '.' || lower(privilege) AS key, "table", format('%s on %s is granted to %s.', privilege, key, grantee) AS message,
           format('REVOKE %s ON %s FROM %s;', privilege, target, grantee) AS remediation
      FROM granted`,
});
