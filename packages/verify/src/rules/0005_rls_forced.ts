import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0005_rls_forced.md */
export const rule = catalogRule({
  id: '0005',
  name: 'rls_forced',
  title: 'Row level security binds the owner of the table too',
  level: 'error',
  sql: `
    SELECT key, key AS "table", format('Row level security of %s does not bind the owner of the table.', key) AS message,
           format('ALTER TABLE %s FORCE ROW LEVEL SECURITY;', sql_name) AS remediation
      FROM our_table WHERE NOT relforcerowsecurity`,
});
