import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0041_constraint_names.md */
export const rule = catalogRule({
  id: '0041',
  name: 'constraint_names',
  title: 'Constraints are named for their kind and table',
  level: 'warning',
  sql: `
    SELECT key, "table", format('Constraint %s of %s should be called %s….', name, "table", prefix) AS message,
           format('ALTER TABLE %s RENAME CONSTRAINT %I TO %s…;', table_sql, name, prefix) AS remediation
      FROM (SELECT t.key || '.' || k.conname AS key, t.key AS "table", t.sql_name AS table_sql, k.conname::text AS name, k.contype,
                   CASE k.contype WHEN 'p' THEN 'pk_' WHEN 'f' THEN 'fk_' WHEN 'u' THEN 'uq_' WHEN 'c' THEN 'ck_' ELSE 'ex_' END || t.name AS prefix
              FROM our_table t
              JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype IN ('p', 'f', 'u', 'c', 'x') AND k.conparentid = 0
             WHERE NOT t.is_partition) named
     WHERE name !~ '^[a-z][a-z0-9]*(_[a-z0-9]+)*$' OR NOT starts_with(name, left(prefix, 60))
        OR contype <> 'p' AND length(prefix) < 60 AND substr(name, length(prefix) + 1) !~ '^_.'`,
});
