import type { Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import { openTables } from '@erp/seed/open-tables';
import type { CopyProgress } from '../database/progress.ts';
import { sqlColumns, sqlName } from '../database/sql-name.ts';
import type { Knex } from '../database/transaction.ts';
import { lineBlocks } from '../files/line-blocks.ts';
import type { TableRows } from '../files/manifest.ts';
import { rowDigest } from '../files/row-digest.ts';
import { type DisarmedRows, type DisarmRule, disarmRows } from './disarm-rows.ts';
import { takeStatistics } from './take-statistics.ts';

/** Bytes at a time, where rows are read to be digested. */
const BLOCK = 1024 * 1024;

/** Rows for a table of a tenant. */
export interface RowSource {
  readonly table: Pick<TableRows, 'schema' | 'name' | 'columns'>;
  /** A SELECT of the columns, with the numbers that tenant and people have here. */
  readonly select: string;
}

/** What is moved, and for whom. */
export interface RowMove {
  readonly trx: Knex;
  /** The number of the tenant that gets the rows and has none yet. */
  readonly tenant: string;
  readonly sources: readonly RowSource[];
  /** What makes the tenant act no more outside the database. */
  readonly disarm?: readonly DisarmRule[] | undefined;
  readonly progress: CopyProgress;
}

/**
 * Gives a tenant its rows: without triggers, since figures, histories and audit come as they were; keys are checked when
 * all are there, sequences start behind them. Every table is read back and compared, then the tenant is disarmed.
 *
 * @throws {Problem} `tenant_differs`.
 */
export async function moveRows(
  move: RowMove,
): Promise<{ readonly rows: number; readonly disarmed: readonly DisarmedRows[] }> {
  const { trx, tenant, sources, disarm = [], progress } = move;
  progress.stage('Moving the rows over …');
  const close = await openTables(
    trx,
    sources.map(({ table }) => sqlName(table)),
  );
  await trx.raw('SET CONSTRAINTS ALL DEFERRED');
  let rows = 0;
  const came = new Map<string, number>();
  for (const [place, { table, select }] of sources.entries()) {
    const inserted = await trx.raw<{ rowCount: number }>(
      `INSERT INTO ${sqlName(table)} (${sqlColumns(table.columns)}) OVERRIDING SYSTEM VALUE ${select}`,
    );
    rows += inserted.rowCount;
    came.set(sqlName(table), inserted.rowCount);
    progress.rows(`${table.schema}.${table.name}`, inserted.rowCount, 0.5 + place / sources.length / 4);
  }
  await trx.raw('SET CONSTRAINTS ALL IMMEDIATE');
  await advanceSequences(trx, tenant, sources);
  progress.stage('Comparing …');
  await compare(trx, tenant, sources);
  const moved = new Set(sources.map(({ table }) => table.name));
  const disarmed = await disarmRows(
    trx,
    tenant,
    disarm.filter(({ table }) => moved.has(table)),
  );
  await close();
  await takeStatistics(trx, came);
  return { rows, disarmed };
}

/** Numbers that the database gives out by itself start behind those of a tenant. */
export async function advanceSequences(
  trx: Knex,
  tenant: string,
  tables: readonly Pick<RowSource, 'table'>[],
): Promise<void> {
  const names = tables.flatMap(({ table }) => (table.columns.includes('id') ? [sqlName(table)] : []));
  const { rows } = await trx.raw<{ rows: { table: string; sequence: string; text: string }[] }>(
    `SELECT t.name AS "table", s.sequence, quote_literal(s.sequence) AS text
     FROM unnest(?::text[]) AS t (name), pg_get_serial_sequence(t.name, 'id') AS s (sequence) WHERE s.sequence IS NOT NULL`,
    [names],
  );
  if (rows.length === 0) return;
  const moved = rows.map(
    ({ table, sequence, text }) =>
      `SELECT setval(${text}, m.last) FROM (SELECT max(id) AS last FROM ${table} WHERE tenant_id = ${tenant}) m, ${sequence} s
       WHERE m.last > s.last_value OR (m.last = s.last_value AND NOT s.is_called)`,
  );
  await trx.raw(moved.join('\nUNION ALL\n'));
}

/** Number of rows and hash of what a query gives, whatever their order. */
export async function digestOf(session: Session, query: string): Promise<{ rows: number; hash: string }> {
  const digest = rowDigest();
  for await (const block of lineBlocks(session.copyOut(`COPY (${query}) TO STDOUT`), BLOCK))
    digest.add(block);
  return { rows: digest.rows, hash: digest.hash };
}

/** @throws {Problem} `tenant_differs` when there is a line about a table that differs. */
export function assertNone(differing: readonly string[]): void {
  if (differing.length === 0) return;
  throw new Problem({
    code: 'tenant_differs',
    message: `${differing.length} tables of the tenant are not what was archived.`,
    detail: differing.slice(0, 10).join('\n'),
    hint: 'Nothing was kept. Export the tenant again.',
  });
}

/** Reads back what came. The server sums hashes up, so that no row has to leave it. */
async function compare(trx: Knex, tenant: string, sources: readonly RowSource[]): Promise<void> {
  const differing: string[] = [];
  const digest = (query: string) =>
    `(SELECT count(*) AS rows, coalesce(sum(hashtextextended((r.*)::text, 0)), 0) AS hash FROM (${query}) r)`;
  for (const { table, select } of sources) {
    const there = `SELECT ${sqlColumns(table.columns)} FROM ${sqlName(table)} WHERE tenant_id = ${tenant}`;
    const { rows } = await trx.raw<{ rows: { wanted: string; found: string; same: boolean }[] }>(
      `SELECT w.rows AS wanted, f.rows AS found, w.rows = f.rows AND w.hash = f.hash AS same
       FROM ${digest(select)} w, ${digest(there)} f`,
    );
    const [{ wanted, found, same }] = rows as [{ wanted: string; found: string; same: boolean }];
    if (!same)
      differing.push(`${table.schema}.${table.name}: ${wanted} rows were to come, ${found} are there`);
  }
  assertNone(differing);
}
