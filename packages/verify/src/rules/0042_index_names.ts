import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0042_index_names.md */
export const rule = catalogRule({
  id: '0042',
  name: 'index_names',
  title: 'Indexes are named for their kind and table',
  level: 'warning',
  sql: `
    SELECT key, table_key AS "table", format('Index %s of %s should be called %s…', name, table_key, prefix) AS message,
           format('ALTER INDEX %s RENAME TO %s…;', sql_name, prefix) AS remediation
      FROM (SELECT i.*, CASE WHEN indisunique THEN 'uq_' ELSE 'ix_' END || table_name || '_' AS prefix
              FROM our_index i WHERE constraint_name IS NULL) named
     WHERE name !~ '^[a-z][a-z0-9]*(_[a-z0-9]+)*$' OR NOT starts_with(name, left(prefix, 60))`,
});
