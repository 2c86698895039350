import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0026_redundant_index.md */
export const rule = catalogRule({
  id: '0026',
  name: 'redundant_index',
  title: 'No index is a duplicate or a prefix of another',
  level: 'warning',
  sql: `
    SELECT DISTINCT ON (a.oid) a.key, a.table_key AS "table",
           format('Index %s of %s (%s) is %s %s (%s).', a.name, a.table_name, array_to_string(a.keys, ', '),
                  CASE WHEN cardinality(a.keys) = cardinality(b.keys) THEN 'a duplicate of' ELSE 'a prefix of' END, b.name, array_to_string(b.keys, ', ')) AS message,
           CASE WHEN a.constraint_name IS NULL THEN format('DROP INDEX %s;', a.sql_name)
                ELSE format('ALTER TABLE %s DROP CONSTRAINT %I;', a.table_sql, a.constraint_name) END AS remediation
      FROM our_index a
      JOIN our_index b ON b.table_oid = a.table_oid AND b.oid <> a.oid AND b.method = a.method AND b.indisvalid
       AND a.predicate IS NOT DISTINCT FROM b.predicate AND a.signature = b.signature[1:cardinality(a.signature)]
       AND a.included <@ (b.keys || b.included)
     WHERE a.method = 'btree'
       AND CASE WHEN NOT a.indisunique THEN cardinality(a.keys) < cardinality(b.keys) OR b.indisunique OR a.oid > b.oid
                ELSE b.indisunique AND cardinality(a.keys) = cardinality(b.keys) AND a.indnullsnotdistinct = b.indnullsnotdistinct
                     AND (a.constraint_name IS NULL AND b.constraint_name IS NOT NULL
                          OR (a.constraint_name IS NULL) = (b.constraint_name IS NULL) AND a.oid > b.oid) END
     ORDER BY a.oid, cardinality(b.keys), b.oid`,
});
