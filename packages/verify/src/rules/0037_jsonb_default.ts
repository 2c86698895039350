import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0037_jsonb_default.md */
export const rule = catalogRule({
  id: '0037',
  name: 'jsonb_default',
  title: 'JSON is jsonb, NOT NULL, with a default',
  level: 'warning',
  sql: `
    SELECT key, table_key AS "table", format('%s is %s%s%s.', key, type, CASE WHEN not_null THEN '' ELSE ', nullable' END,
             CASE WHEN default_expr IS NULL THEN ', without a default' ELSE '' END) AS message,
           format('ALTER TABLE %s ALTER COLUMN %I TYPE jsonb, ALTER COLUMN %I SET DEFAULT ''{}'', ALTER COLUMN %I SET NOT NULL;', table_sql, name, name, name) AS remediation
      FROM our_column
     WHERE type_name IN ('json', 'jsonb') AND attgenerated = '' AND (type_name = 'json' OR NOT not_null OR default_expr IS NULL)`,
});
