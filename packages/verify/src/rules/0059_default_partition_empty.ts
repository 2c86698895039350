import type { Finding } from '../rule.ts';
import type { SchemaRule } from '../schema-rule.ts';

const ID = '0059';

/** See docs/rules/0059_default_partition_empty.md */
export const rule: SchemaRule = {
  id: ID,
  name: 'default_partition_empty',
  title: 'Default partitions are empty',
  level: 'warning',
  async find(session) {
    const rests = await session.query<{ key: string; table: string; sqlName: string }>(`
      SELECT n.nspname || '.' || c.relname AS key, r.relname AS "table", format('%I.%I', n.nspname, c.relname) AS "sqlName"
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class r ON r.oid = pg_partition_root(c.oid)
        JOIN pg_namespace s ON s.oid = r.relnamespace AND s.nspname IN ('public', 'app')
       WHERE c.relispartition AND c.relkind = 'r' AND pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT'
         AND has_table_privilege(c.oid, 'SELECT')
       ORDER BY 1`);
    const findings: Finding[] = [];
    for (const { key, table, sqlName } of rests) {
      const [row] = await session.query<{ count: string }>(`SELECT count(*) FROM ${sqlName}`);
      if (row === undefined || row.count === '0') continue;
      findings.push({
        rule: ID,
        key,
        table: key,
        message: `${key} holds ${row.count} rows that no month of ${table} took.`,
        remediation: `pnpm erp partitions --table ${table}`,
      });
    }
    return findings;
  },
};
