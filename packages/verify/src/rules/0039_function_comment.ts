import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0039_function_comment.md */
export const rule = catalogRule({
  id: '0039',
  name: 'function_comment',
  title: 'Every function has a comment',
  level: 'warning',
  sql: `
    SELECT key, NULL AS "table", format('%s has no comment.', key) AS message, format('COMMENT ON %s IS ''…'';', sql_name) AS remediation
      FROM our_routine r WHERE coalesce(obj_description(r.oid, 'pg_proc'), '') = ''`,
});
