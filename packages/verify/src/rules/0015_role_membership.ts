import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0015_role_membership.md */
export const rule = catalogRule({
  id: '0015',
  name: 'role_membership',
  title: 'No client is a member of a role that sees all tenants',
  level: 'error',
  with: `
  reached AS (
    SELECT c.name AS client, r.oid AS role_oid, r.rolname::text AS role, r.rolsuper OR r.rolbypassrls AS privileged
      FROM client c
      JOIN pg_auth_members m ON m.member = c.oid
      JOIN pg_roles r ON r.oid = m.roleid
     UNION
    SELECT f.client, r.oid, r.rolname::text, r.rolsuper OR r.rolbypassrls
      FROM reached f
      JOIN pg_auth_members m ON m.member = f.role_oid
      JOIN pg_roles r ON r.oid = m.roleid
     WHERE f.role_oid NOT IN (SELECT oid FROM client)
  )`,
  sql: `
    SELECT client || '.' || role AS key, NULL AS "table", format('Role %s is a member of %s, which is not bound to a tenant.', client, role) AS message,
           format('REVOKE %I FROM %I;', role, client) AS remediation
      FROM reached
     WHERE role IN ('erp_service', 'erp_definer', 'service_role') OR privileged OR role_oid IN (SELECT relowner FROM our_table)`,
});
