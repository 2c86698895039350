import type { Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import { openTables } from '@erp/seed/open-tables';
import { lineBlocks } from '../line-blocks.ts';
import type { TableRows } from '../manifest.ts';
import type { CopyProgress } from '../progress.ts';
import { rowDigest } from '../row-digest.ts';
import { sqlColumns, sqlName } from '../sql-name.ts';
import type { Knex } from '../transaction.ts';
import { type DisarmedRows, type DisarmRule, disarmRows } from './disarm-rows.ts';

/** Bytes at a time, where rows are read to be digested. */
const BLOCK = 1024 * 1024;

/** Rows from which the planner's statistics of a table are taken anew at once; of others autovacuum does it. */
const WORTH_STATISTICS = 100;

/** Rows for a table of a tenant. */
interface RowSource {
  readonly table: Pick<TableRows, 'schema' | 'name' | 'columns'>;
  /** A SELECT of the columns, with the numbers that tenant and people have here. */
  readonly select: string;
}

/** What is moved, and for whom. */
export interface RowMove {
  readonly session: Session;
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
  const { session, trx, tenant, sources, disarm = [], progress } = move;
  progress.stage('Moving the rows over …');
  const close = await openTables(
    trx,
    sources.map(({ table }) => sqlName(table)),
  );
  await trx.raw('SET CONSTRAINTS ALL DEFERRED');
  let rows = 0;
  const many: string[] = [];
  for (const [place, { table, select }] of sources.entries()) {
    const inserted = await trx.raw<{ rowCount: number }>(
      `INSERT INTO ${sqlName(table)} (${sqlColumns(table.columns)}) OVERRIDING SYSTEM VALUE ${select}`,
    );
    rows += inserted.rowCount;
    if (inserted.rowCount >= WORTH_STATISTICS) many.push(sqlName(table));
    progress.rows(`${table.schema}.${table.name}`, inserted.rowCount, 0.5 + place / sources.length / 4);
  }
  await trx.raw('SET CONSTRAINTS ALL IMMEDIATE');
  await advanceSequences(trx, tenant, sources);
  progress.stage('Comparing …');
  await compare(session, tenant, sources);
  const moved = new Set(sources.map(({ table }) => table.name));
  const disarmed = await disarmRows(
    trx,
    tenant,
    disarm.filter(({ table }) => moved.has(table)),
  );
  await close();
  if (many.length > 0) await trx.raw(`ANALYZE ${many.join(', ')}`);
  return { rows, disarmed };
}

/** Numbers that the database gives out by itself start behind those of a tenant. */
export async function advanceSequences(
  trx: Knex,
  tenant: string,
  tables: readonly Pick<RowSource, 'table'>[],
): Promise<void> {
  for (const { table } of tables) {
    if (!table.columns.includes('id')) continue;
    const { rows } = await trx.raw<{ rows: { sequence: string | null }[] }>(
      "SELECT pg_get_serial_sequence(?, 'id') AS sequence",
      [sqlName(table)],
    );
    const sequence = rows[0]?.sequence;
    if (sequence == null) continue;
    await trx.raw(
      `SELECT setval(?::text::regclass, m.last) FROM (SELECT max(id) AS last FROM ${sqlName(table)} WHERE tenant_id = ${tenant}) m, ${sequence} s
       WHERE m.last > s.last_value OR (m.last = s.last_value AND NOT s.is_called)`,
      [sequence],
    );
  }
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

async function compare(session: Session, tenant: string, sources: readonly RowSource[]): Promise<void> {
  const differing: string[] = [];
  for (const { table, select } of sources) {
    const wanted = await digestOf(session, select);
    const found = await digestOf(
      session,
      `SELECT ${sqlColumns(table.columns)} FROM ${sqlName(table)} WHERE tenant_id = ${tenant}`,
    );
    if (wanted.rows !== found.rows || wanted.hash !== found.hash)
      differing.push(
        `${table.schema}.${table.name}: ${wanted.rows} rows were to come, ${found.rows} are there`,
      );
  }
  assertNone(differing);
}
