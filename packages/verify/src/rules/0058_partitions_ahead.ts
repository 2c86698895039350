import { catalogRule } from '../catalog-rule.ts';
import type { SchemaRule } from '../schema-rule.ts';

const asked = catalogRule({
  id: '0058',
  name: 'partitions_ahead',
  title: 'A partitioned table is known to the maintenance and has its next month',
  level: 'error',
  with: `
  needed_month AS (
    SELECT to_char((now() AT TIME ZONE 'UTC') + make_interval(months => n), 'YYYY-MM') AS name,
           date_trunc('month', (now() AT TIME ZONE 'UTC') + make_interval(months => n)) AT TIME ZONE 'UTC' AS starts_at
      FROM generate_series(0, 1) n
  ),
  made_month AS (
    SELECT i.inhparent AS table_oid,
           substring(b.bound FROM 'FROM [(]''([^'']+)''[)]')::timestamptz AS starts_at,
           substring(b.bound FROM 'TO [(]''([^'']+)''[)]')::timestamptz AS ends_at
      FROM public.sys_partitioned_tables s
      JOIN our_table t ON t.key = 'public.' || s.table_name
      JOIN pg_inherits i ON i.inhparent = t.oid
      JOIN pg_class c ON c.oid = i.inhrelid
     CROSS JOIN LATERAL (SELECT pg_get_expr(c.relpartbound, c.oid) AS bound) b
     WHERE b.bound <> 'DEFAULT'
  )`,
  sql: `
    SELECT t.key, t.key AS "table", format('%s is partitioned, but sys_partitioned_tables does not know it: nobody makes its months.', t.name) AS message,
           format('createPartitionedTenantTable(knex, %L, …) in the migration that makes it', t.name) AS remediation
      FROM our_table t
     WHERE t.relkind = 'p' AND NOT t.is_partition AND t.is_tenant
       AND NOT EXISTS (SELECT FROM public.sys_partitioned_tables s WHERE 'public.' || s.table_name = t.key)
     UNION ALL
    SELECT t.key, t.key, format('%s has no partition for %s: rows of that time go to the default partition.', t.name, string_agg(n.name, ', ' ORDER BY n.name)),
           format('pnpm erp partitions --table %s', t.name)
      FROM public.sys_partitioned_tables s
      JOIN our_table t ON t.key = 'public.' || s.table_name
      JOIN needed_month n ON NOT EXISTS (
             SELECT FROM made_month m
              WHERE m.table_oid = t.oid AND coalesce(m.starts_at, '-infinity') <= n.starts_at AND coalesce(m.ends_at, 'infinity') > n.starts_at)
     GROUP BY t.key, t.name`,
});

/** See docs/rules/0058_partitions_ahead.md */
export const rule: SchemaRule = {
  ...asked,
  async find(session, context) {
    const [known] = await session.query<{ there: boolean }>(
      "SELECT to_regclass('public.sys_partitioned_tables') IS NOT NULL AS there",
    );
    // A database from before there were partitioned tables has none to look at.
    return known?.there === true ? asked.find(session, context) : [];
  },
};
