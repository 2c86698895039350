import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0029_leakproof_index.md */
export const rule = catalogRule({
  id: '0029',
  name: 'leakproof_index',
  title: 'Columns of an index can be looked up under row level security',
  level: 'warning',
  sql: `
    SELECT i.key, i.table_key AS "table", format('Index %s of %s: %s is not leakproof, so row level security keeps it from being an index condition.',
             i.name, i.table_name, CASE WHEN i.keys[n] LIKE '(%' THEN 'the expression ' ELSE 'equality of ' END || i.keys[n]) AS message,
           format('Store %s as text, bigint, date, timestamptz, uuid or boolean, normalized by a CHECK; or search through a function that filters the tenant itself.', i.keys[n]) AS remediation
      FROM our_index i
     CROSS JOIN generate_series(1, cardinality(i.keys)) n
      JOIN pg_opclass c ON c.oid = i.indclass[n - 1]
      LEFT JOIN pg_amop a ON a.amopfamily = c.opcfamily AND a.amopstrategy = 3 AND a.amoplefttype = c.opcintype AND a.amoprighttype = c.opcintype
      LEFT JOIN pg_operator o ON o.oid = a.amopopr
      LEFT JOIN pg_proc p ON p.oid = o.oprcode
     WHERE i.is_tenant AND i.method = 'btree' AND (NOT p.proleakproof OR i.keys[n] LIKE '(%' AND NOT i.indisunique)`,
});
