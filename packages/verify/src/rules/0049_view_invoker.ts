import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0049_view_invoker.md */
export const rule = catalogRule({
  id: '0049',
  name: 'view_invoker',
  title: 'Views ask with the rights of who reads them',
  level: 'error',
  sql: `
    SELECT s.name || '.' || c.relname AS key, s.name || '.' || c.relname AS "table", format('View %s.%s reads with the rights of its owner.', s.name, c.relname) AS message,
           format('ALTER VIEW %I.%I SET (security_invoker = true);', s.name, c.relname) AS remediation
      FROM our_space s
      JOIN pg_class c ON c.relnamespace = s.oid AND c.relkind = 'v'
     WHERE NOT coalesce((SELECT lower(o.option_value) IN ('true', 'on', 'yes', '1') FROM pg_options_to_table(c.reloptions) o WHERE o.option_name = 'security_invoker'), false)
       AND NOT EXISTS (SELECT FROM of_extension e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)`,
});
