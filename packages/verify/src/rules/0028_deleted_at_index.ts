import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0028_deleted_at_index.md */
export const rule = catalogRule({
  id: '0028',
  name: 'deleted_at_index',
  title: 'No index lists deleted_at where it is NULL',
  level: 'warning',
  sql: `
    SELECT key, table_key AS "table",
           format('Index %s of %s has deleted_at as a column, and it is NULL in nearly all entries%s.', name, table_name,
                  CASE WHEN indisunique THEN ', which makes them all distinct' ELSE '' END) AS message,
           format('CREATE%s INDEX %I ON %s (%s) WHERE deleted_at IS NULL;', CASE WHEN indisunique THEN ' UNIQUE' ELSE '' END, name, table_sql,
                  array_to_string(array_remove(keys, 'deleted_at'), ', ')) AS remediation
      FROM our_index
     WHERE 'deleted_at' = ANY (keys) AND predicate IS DISTINCT FROM '(deleted_at IS NOT NULL)' AND NOT (indisunique AND indnullsnotdistinct)`,
});
