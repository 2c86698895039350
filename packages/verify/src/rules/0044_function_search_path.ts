import { catalogRule } from '../catalog-rule.ts';
import { CONTEXT_FUNCTIONS } from '../context-functions.ts';

/** See docs/rules/0044_function_search_path.md */
export const rule = catalogRule({
  id: '0044',
  name: 'function_search_path',
  title: 'Every function looks names up in pg_catalog first and in pg_temp last',
  level: 'error',
  sql: `
    SELECT key, NULL AS "table",
           CASE WHEN search_path IS NULL THEN format('%s does not pin search_path.', key)
                ELSE format('%s has %s, which does not begin with pg_catalog and end with pg_temp.', key, search_path) END AS message,
           format('ALTER %s SET search_path = pg_catalog, pg_temp;', sql_name) AS remediation
      FROM our_routine
     WHERE prokind IN ('f', 'p') AND NOT EXISTS (SELECT FROM ${CONTEXT_FUNCTIONS} w WHERE w.oid = our_routine.oid)
       AND (search_path IS NULL OR search_path !~ '^search_path=pg_catalog, (.*, )?pg_temp$')`,
});
