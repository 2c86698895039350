import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0008_policy_update_check.md */
export const rule = catalogRule({
  id: '0008',
  name: 'policy_update_check',
  title: 'A policy for UPDATE says what the new row may be',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('Policy %s of %s has USING without WITH CHECK.', name, table_key) AS message,
           format('ALTER POLICY %I ON %s WITH CHECK (%s);', name, table_sql, using_expr) AS remediation
      FROM our_policy WHERE polcmd IN ('w', '*') AND check_expr IS NULL`,
});
