import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0061_definer_creates_nothing.md */
export const rule = catalogRule({
  id: '0061',
  name: 'definer_creates_nothing',
  title: 'The owner of the definer functions can create nothing',
  level: 'error',
  sql: `
    SELECT key, NULL AS "table", format('erp_definer has CREATE on the %s.', key) AS message,
           format('REVOKE CREATE ON %s FROM %s;', sql_name, grantees) AS remediation
      FROM (SELECT 'schema ' || n.nspname AS key, format('SCHEMA %I', n.nspname) AS sql_name,
                   coalesce(n.nspacl, acldefault('n', n.nspowner)) AS acl
              FROM pg_namespace n WHERE n.nspname !~ '^pg_(temp|toast)'
             UNION ALL
            SELECT 'database', format('DATABASE %I', d.datname), coalesce(d.datacl, acldefault('d', d.datdba))
              FROM pg_database d WHERE d.datname = current_database()) place
     CROSS JOIN LATERAL (
            SELECT string_agg(DISTINCT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END, ', ') AS grantees
              FROM aclexplode(acl) a
             WHERE a.privilege_type = 'CREATE'
               AND CASE WHEN a.grantee = 0 THEN true ELSE pg_has_role('erp_definer', a.grantee, 'USAGE') END) having_it
     WHERE grantees IS NOT NULL AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'erp_definer')`,
});
