import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0045_definer_search_path.md */
export const rule = catalogRule({
  id: '0045',
  name: 'definer_search_path',
  title: 'A definer function looks names up in pg_catalog, and in pg_temp last',
  level: 'error',
  sql: `
    SELECT key, NULL AS "table", format('Definer function %s has %s.', key, coalesce(search_path, 'no search_path of its own')) AS message,
           format('ALTER %s SET search_path = pg_catalog, pg_temp;', sql_name) AS remediation
      FROM our_routine WHERE prosecdef AND search_path IS DISTINCT FROM 'search_path=pg_catalog, pg_temp'`,
});
