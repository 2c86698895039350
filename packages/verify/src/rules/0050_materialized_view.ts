import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0050_materialized_view.md */
export const rule = catalogRule({
  id: '0050',
  name: 'materialized_view',
  title: 'No client reads a materialized view',
  level: 'error',
  sql: `
    SELECT DISTINCT s.name || '.' || c.relname AS key, s.name || '.' || c.relname AS "table",
           format('Materialized view %s.%s can be read by %s; it has no row level security.', s.name, c.relname, l.name) AS message,
           format('REVOKE ALL ON %I.%I FROM %I;', s.name, c.relname, l.name) AS remediation
      FROM our_space s
      JOIN pg_class c ON c.relnamespace = s.oid AND c.relkind IN ('m', 'f')
     CROSS JOIN LATERAL aclexplode(c.relacl) a
      JOIN client l ON l.oid = a.grantee`,
});
