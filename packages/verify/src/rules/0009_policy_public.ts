import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0009_policy_public.md */
export const rule = catalogRule({
  id: '0009',
  name: 'policy_public',
  title: 'No policy is for everybody',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('Policy %s of %s is for %s.', name, table_key,
             CASE WHEN 0 = ANY (polroles) THEN 'PUBLIC' ELSE 'anon' END) AS message,
           format('ALTER POLICY %I ON %s TO erp_app;', name, table_sql) AS remediation
      FROM our_policy
     WHERE 0 = ANY (polroles) OR EXISTS (SELECT FROM client c WHERE c.name = 'anon' AND c.oid = ANY (polroles))`,
});
