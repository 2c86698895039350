import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0068_seen_text.md */
export const rule = catalogRule({
  id: '0068',
  name: 'seen_text',
  title: 'A text that must not be blank shows something',
  level: 'error',
  sql: `
    SELECT c.key, c.table_key AS "table", format('%s takes text of tabs or no-break spaces alone: %s knows the space only.', c.key, min(k.conname)) AS message,
           format('textLine(table, ''%s'') of @erp/kit/input-checks, or words: [''%s''] of addInputChecks', c.name, c.name) AS remediation
      FROM our_column c
      JOIN pg_constraint k ON k.conrelid = c.table_oid AND k.contype = 'c' AND c.attnum = ANY (k.conkey)
           AND pg_get_constraintdef(k.oid) ~ ('btrim\\(' || c.name || '\\) <> ''''')
     WHERE NOT EXISTS (
         SELECT FROM pg_constraint s
          WHERE s.conrelid = c.table_oid AND s.contype = 'c' AND c.attnum = ANY (s.conkey)
            AND pg_get_constraintdef(s.oid) ~ (c.name || ' ~ ''\\[\\^.*u00A0'))
     GROUP BY c.key, c.table_key, c.name`,
});
