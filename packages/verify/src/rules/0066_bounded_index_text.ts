import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0066_bounded_index_text.md */
export const rule = catalogRule({
  id: '0066',
  name: 'bounded_index_text',
  title: 'Text in an index is bounded by a check',
  level: 'error',
  sql: `
    SELECT c.key, c.table_key AS "table", format('%s is text of any length in the index %s.', c.key, i.index_name) AS message,
           format('textLine(table, ''%s''), or ALTER TABLE %s ADD CHECK (char_length(%I) <= 200);', c.name, c.table_sql, c.name) AS remediation
      FROM our_column c
     CROSS JOIN LATERAL (
       SELECT min(x.relname)::text AS index_name
         FROM pg_index i
         JOIN pg_class x ON x.oid = i.indexrelid
         JOIN pg_am m ON m.oid = x.relam AND m.amname = 'btree'
        WHERE i.indrelid = c.table_oid
          AND (c.attnum = ANY (i.indkey)
               OR i.indexprs IS NOT NULL
                  AND EXISTS (SELECT FROM pg_depend d
                               WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                                 AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.table_oid AND d.refobjsubid = c.attnum)
                  -- A condition alone keeps nothing of the column in the index.
                  AND pg_get_indexdef(i.indexrelid, 0, false) ~ ('[(,].*\\m' || c.name || '\\M.*[)]'))
     ) i
     WHERE i.index_name IS NOT NULL AND c.type_name IN ('text', 'varchar') AND c.type !~ '[0-9]' AND c.attgenerated = ''
       AND NOT EXISTS (
         SELECT FROM pg_constraint k
          WHERE k.conrelid = c.table_oid AND k.contype = 'c' AND c.attnum = ANY (k.conkey)
            AND pg_get_constraintdef(k.oid) ~ (
              '\\m(char_length|length|octet_length)\\(' || c.name || '\\) <= [0-9]+'
              || '|\\(' || c.name || ' = ANY \\(ARRAY'
              -- A pattern from end to end whose every part is counted.
              || '|\\m' || c.name || ' ~ ''\\^[^*+'']*(\\[[+]\\][^*+'']*)?\\$'''))`,
});
