import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0048_public_execute.md */
export const rule = catalogRule({
  id: '0048',
  name: 'public_execute',
  title: 'No function can be executed by PUBLIC or anon',
  level: 'error',
  sql: `
    SELECT DISTINCT r.key, NULL AS "table", format('%s can be executed by %s.', r.key, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE 'anon' END) AS message,
           format('REVOKE ALL ON %s FROM PUBLIC, anon;', r.sql_name) AS remediation
      FROM our_routine r
     CROSS JOIN LATERAL aclexplode(coalesce(r.proacl, acldefault('f', r.proowner))) a
     WHERE a.grantee = 0 OR a.grantee IN (SELECT oid FROM client WHERE name = 'anon')`,
});
