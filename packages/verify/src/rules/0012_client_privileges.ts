import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0012_client_privileges.md */
export const rule = catalogRule({
  id: '0012',
  name: 'client_privileges',
  title: 'Clients have no privilege that row level security does not govern',
  level: 'error',
  sql: `
    SELECT t.key || '.' || lower(a.privilege_type) AS key, t.key AS "table",
           format('%s on %s is granted to %s; policies do not govern it.', a.privilege_type, t.key, c.name) AS message,
           format('REVOKE %s ON %s FROM %I;', a.privilege_type, t.sql_name, c.name) AS remediation
      FROM our_table t
     CROSS JOIN LATERAL aclexplode(t.relacl) a
      JOIN client c ON c.oid = a.grantee
     WHERE a.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`,
});
