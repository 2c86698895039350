import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0031_created_at.md */
export const rule = catalogRule({
  id: '0031',
  name: 'created_at',
  title: 'created_at and updated_at are NOT NULL DEFAULT now()',
  level: 'error',
  sql: `
    SELECT t.key || '.' || w.name AS key, t.key AS "table",
           CASE WHEN c.name IS NULL THEN format('Table %s has no created_at.', t.name)
                ELSE format('%s is %s, default %s; it must be NOT NULL DEFAULT now().', c.key, CASE WHEN c.not_null THEN 'NOT NULL' ELSE 'nullable' END, coalesce(c.default_expr, 'none')) END AS message,
           CASE WHEN c.name IS NULL THEN format('ALTER TABLE %s ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();', t.sql_name)
                ELSE format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL, ALTER COLUMN %I SET DEFAULT now();', t.sql_name, c.name, c.name) END AS remediation
      FROM our_table t
     CROSS JOIN (VALUES ('created_at'), ('updated_at')) w(name)
      LEFT JOIN our_column c ON c.table_oid = t.oid AND c.name = w.name
     WHERE NOT t.is_partition
       AND CASE WHEN c.name IS NULL THEN w.name = 'created_at'
                ELSE NOT c.not_null OR c.default_expr NOT IN ('now()', 'CURRENT_TIMESTAMP') OR c.default_expr IS NULL END`,
});
