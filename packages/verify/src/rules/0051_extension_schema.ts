import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0051_extension_schema.md */
export const rule = catalogRule({
  id: '0051',
  name: 'extension_schema',
  title: 'Extensions are not in public',
  level: 'error',
  sql: `
    SELECT extname::text AS key, NULL AS "table", format('Extension %s is in schema public.', extname) AS message,
           format('ALTER EXTENSION %I SET SCHEMA extensions;', extname) AS remediation
      FROM pg_extension WHERE extnamespace = to_regnamespace('public')`,
});
