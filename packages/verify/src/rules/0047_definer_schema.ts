import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0047_definer_schema.md */
export const rule = catalogRule({
  id: '0047',
  name: 'definer_schema',
  title: 'Definer functions live in the private schema app',
  level: 'error',
  sql: `
    SELECT key, NULL AS "table", format('Definer function %s is in schema %s.', key, space) AS message,
           format('ALTER %s SET SCHEMA app;', sql_name) AS remediation
      FROM our_routine WHERE prosecdef AND space <> 'app'`,
});
