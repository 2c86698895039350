import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0057_partition_closed.md */
export const rule = catalogRule({
  id: '0057',
  name: 'partition_closed',
  title: 'Partitions are reached through their table alone',
  level: 'error',
  with: `
  opening AS (
    SELECT t.oid, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS role, NULL::text AS policy
      FROM our_table t
     CROSS JOIN LATERAL (
             SELECT (aclexplode(t.relacl)).*
              UNION SELECT (aclexplode(n.attacl)).* FROM pg_attribute n WHERE n.attrelid = t.oid AND n.attacl IS NOT NULL) a
     WHERE t.is_partition AND a.grantee <> t.relowner
     UNION
    SELECT p.table_oid, NULL, p.name FROM our_policy p JOIN our_table t ON t.oid = p.table_oid AND t.is_partition
     WHERE NOT p.of_service
  )`,
  sql: `
    SELECT t.key, t.key AS "table",
           format('Partition %s can be reached past its table: %s.', t.name,
                  concat_ws('; ', 'granted to ' || string_agg(o.role, ', ' ORDER BY o.role), 'policy ' || string_agg(o.policy, ', ' ORDER BY o.policy))) AS message,
           concat_ws(' ', format('REVOKE ALL ON %s FROM ', t.sql_name) || string_agg(o.role, ', ' ORDER BY o.role) || ';',
                  string_agg(format('DROP POLICY %I ON %s;', o.policy, t.sql_name), ' ' ORDER BY o.policy) FILTER (WHERE o.policy IS NOT NULL)) AS remediation
      FROM opening o
      JOIN our_table t ON t.oid = o.oid
     GROUP BY t.key, t.name, t.sql_name`,
});
