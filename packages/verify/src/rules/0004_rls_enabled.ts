import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0004_rls_enabled.md */
export const rule = catalogRule({
  id: '0004',
  name: 'rls_enabled',
  title: 'Row level security is enabled on every table and every partition',
  level: 'error',
  sql: `
    SELECT key, key AS "table", format('Row level security is off on %s.', key) AS message,
           format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;', sql_name) AS remediation
      FROM our_table WHERE NOT relrowsecurity`,
});
