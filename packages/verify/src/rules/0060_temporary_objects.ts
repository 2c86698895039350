import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0060_temporary_objects.md */
export const rule = catalogRule({
  id: '0060',
  name: 'temporary_objects',
  title: 'Clients cannot make temporary objects',
  level: 'notice',
  sql: `
    SELECT format('%s TEMPORARY', coalesce(c.name, 'PUBLIC')) AS key, NULL AS "table",
           format('%s may make temporary tables, types and functions in this database.', coalesce(c.name, 'PUBLIC')) AS message,
           format('REVOKE TEMPORARY ON DATABASE %I FROM %s; GRANT TEMPORARY ON DATABASE %1$I TO erp_service;',
             d.datname, coalesce(quote_ident(c.name), 'PUBLIC')) AS remediation
      FROM pg_database d
     CROSS JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
      LEFT JOIN client c ON c.oid = a.grantee
     WHERE d.datname = current_database() AND a.privilege_type = 'TEMPORARY' AND (a.grantee = 0 OR c.oid IS NOT NULL)`,
});
