import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0044_function_search_path.md */
export const rule = catalogRule({
  id: '0044',
  name: 'function_search_path',
  title: 'Every function pins its search_path',
  level: 'error',
  sql: `
    SELECT key, NULL AS "table", format('%s does not pin search_path.', key) AS message, format('ALTER %s SET search_path = pg_catalog, pg_temp;', sql_name) AS remediation
      FROM our_routine WHERE search_path IS NULL AND prokind IN ('f', 'p')`,
});
