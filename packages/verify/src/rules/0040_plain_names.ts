import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0040_plain_names.md */
export const rule = catalogRule({
  id: '0040',
  name: 'plain_names',
  title: 'Names are lower snake case',
  level: 'error',
  sql: `
    SELECT key, "table", format('%s %s is not lower snake case.', what, key) AS message, remediation
      FROM (SELECT key, key AS "table", name, 'Table' AS what, format('ALTER TABLE %s RENAME TO %s;', sql_name, lower(regexp_replace(name, '[^A-Za-z0-9]+', '_', 'g'))) AS remediation FROM our_table
             UNION ALL
            SELECT key, table_key, name, 'Column', format('ALTER TABLE %s RENAME COLUMN %I TO %s;', table_sql, name, lower(regexp_replace(name, '[^A-Za-z0-9]+', '_', 'g'))) FROM our_column
             UNION ALL
            SELECT key, NULL, proname::text, 'Function', format('ALTER %s RENAME TO %s;', sql_name, lower(proname)) FROM our_routine) named
     WHERE name !~ '^[a-z][a-z0-9]*(_[a-z0-9]+)*$'`,
});
