import { isNotLedger } from '@erp/engine/ledger';
import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0038_table_comment.md */
export const rule = catalogRule({
  id: '0038',
  name: 'table_comment',
  title: 'Every table and view has a comment',
  level: 'warning',
  sql: `
    SELECT s.name || '.' || c.relname AS key, s.name || '.' || c.relname AS "table", format('%s.%s has no comment.', s.name, c.relname) AS message,
           format('COMMENT ON %s %I.%I IS ''…'';', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, s.name, c.relname) AS remediation
      FROM our_space s
      JOIN pg_class c ON c.relnamespace = s.oid AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
     WHERE ${isNotLedger('c.relname')} AND coalesce(obj_description(c.oid, 'pg_class'), '') = ''
       AND NOT EXISTS (SELECT FROM of_extension e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)`,
});
