import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0019_foreign_key_index.md */
export const rule = catalogRule({
  id: '0019',
  name: 'foreign_key_index',
  title: 'Every foreign key has an index that starts with its columns',
  level: 'error',
  sql: `
    SELECT f.key, f.table_key AS "table", format('%s of %s has no index that starts with (%s).', f.name, f.table_name, array_to_string(f.columns, ', ')) AS message,
           format('CREATE INDEX %I ON %s (%s);', left('ix_' || f.table_name || '_' || f.columns[cardinality(f.columns)], 63), f.table_sql,
                  (SELECT string_agg(quote_ident(c), ', ') FROM unnest(f.columns) c)) AS remediation
      FROM our_foreign_key f
     WHERE NOT EXISTS (
             SELECT FROM our_index i
              WHERE i.table_oid = f.table_oid AND i.indisvalid AND i.method = 'btree' AND i.keys[1:cardinality(f.columns)] = f.columns
                AND (i.predicate IS NULL OR i.predicate = ANY (SELECT format('(%I IS NOT NULL)', c) FROM unnest(f.columns) c)))`,
});
