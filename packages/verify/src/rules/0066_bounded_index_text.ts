import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0066_bounded_index_text.md */
export const rule = catalogRule({
  id: '0066',
  name: 'bounded_index_text',
  title: 'Text in an index is bounded by a check',
  level: 'error',
  with: `
  indexed_column AS (
    SELECT t.oid AS table_oid, a.attnum, min(x.relname)::text AS index_name
      FROM our_table t
      JOIN pg_index i ON i.indrelid = t.oid
      JOIN pg_class x ON x.oid = i.indexrelid
      JOIN pg_am m ON m.oid = x.relam AND m.amname = 'btree'
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
     WHERE a.attnum = ANY (i.indkey)
        OR a.attnum IN (SELECT d.refobjsubid FROM pg_depend d
                         WHERE i.indexprs IS NOT NULL AND d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                           AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
                           -- A condition alone keeps nothing of the column in the index.
                           AND pg_get_indexdef(i.indexrelid, 0, false) ~ ('[(,].*\\m' || a.attname || '\\M.*[)]'))
     GROUP BY t.oid, a.attnum
  )`,
  sql: `
    SELECT c.key, c.table_key AS "table", format('%s is text of any length in the index %s.', c.key, i.index_name) AS message,
           format('textLine(table, ''%s''), or ALTER TABLE %s ADD CHECK (char_length(%I) <= 200);', c.name, c.table_sql, c.name) AS remediation
      FROM our_column c
      JOIN indexed_column i ON i.table_oid = c.table_oid AND i.attnum = c.attnum
     WHERE c.type_name IN ('text', 'varchar') AND c.type !~ '[0-9]' AND c.attgenerated = ''
       AND NOT EXISTS (
         SELECT FROM pg_constraint k
          WHERE k.conrelid = c.table_oid AND k.contype = 'c' AND c.attnum = ANY (k.conkey)
            AND pg_get_constraintdef(k.oid) ~ (
              '\\m(char_length|length|octet_length)\\(' || c.name || '\\) <= [0-9]+'
              || '|\\(' || c.name || ' = ANY \\(ARRAY'
              -- A pattern from end to end whose every part is counted.
              || '|\\m' || c.name || ' ~ ''\\^[^*+'']*(\\[[+]\\][^*+'']*)?\\$'''))`,
});
