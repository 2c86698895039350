import type { Session } from '@erp/engine/connection';
import { sqlColumns, sqlName } from '../database/sql-name.ts';
import { lineBlocks } from '../files/line-blocks.ts';
import type { TableRows } from '../files/manifest.ts';
import { type Backup, linesOf } from '../files/read-backup.ts';
import { rowDigest } from '../files/row-digest.ts';
import { noteLoaded } from './put-back.ts';

/** Bytes at a time, where rows are read to be digested. */
const BLOCK = 1024 * 1024;

/**
 * Rows from which on building the keys and indexes of a table anew costs less than keeping them up: below, the files that
 * come and go cost more than the rows.
 */
const MANY = 1000;

/** Whether a table gets so many rows that its keys and indexes are better built when they are there. */
export function isLarge({ rows }: TableRows): boolean {
  return rows >= MANY;
}

/**
 * What is held against the manifest when rows have come: each row, read back, or how many there are, which will do for a
 * backup that was proven: its files, which are whole, have given these rows before.
 */
export type RowCheck = 'rows' | 'count';

/** Rolls the rows of a table back that are not those that were backed up. */
class Differing extends Error {}

/** How the rows of a table are loaded. */
interface TableLoad {
  readonly partitioned: boolean;
  readonly check: RowCheck;
  readonly sent: (rows: number, bytes: number) => void;
}

/**
 * Puts the rows of a backup in place of those of a table, in one transaction, and holds them against the manifest.
 *
 * @param how `partitioned`: whether the table has its rows in others; `sent` is told of rows and bytes that were sent.
 * @returns how the rows that came differ from those that were backed up; none was kept then.
 */
export async function loadTable(
  session: Session,
  backup: Backup,
  table: TableRows,
  how: TableLoad,
): Promise<string | undefined> {
  try {
    await session.transaction(async (trx) => {
      const name = sqlName(table);
      await trx.raw(isLarge(table) ? `TRUNCATE ${name}` : `DELETE FROM ${name}`);
      // Emptied by TRUNCATE, a table takes rows that need no later visit by VACUUM; of partitions COPY cannot know that.
      const freeze = isLarge(table) && !how.partitioned ? ' (FREEZE)' : '';
      if (table.rows > 0) {
        const sql = `COPY ${name} (${sqlColumns(table.columns)}) FROM STDIN${freeze}`;
        await session.copyIn(sql, linesTold(backup, table, how.sent));
      }
      await (how.check === 'rows' ? compare(session, table) : count(session, table));
      await noteLoaded(trx, name);
    });
    return undefined;
  } catch (error) {
    if (error instanceof Differing) return error.message;
    throw error;
  }
}

async function* linesTold(
  backup: Backup,
  { chunks }: TableRows,
  sent: (rows: number, bytes: number) => void,
): AsyncGenerator<Buffer> {
  let rows = 0;
  let place = 0;
  for await (const block of linesOf(backup, chunks)) {
    yield block;
    const chunk = chunks[place];
    place += 1;
    rows += chunk?.rows ?? 0;
    sent(rows, chunk?.bytes ?? 0);
  }
}

/** @throws {Differing} */
async function compare(session: Session, table: TableRows): Promise<void> {
  const digest = rowDigest();
  const sql = `COPY (SELECT ${sqlColumns(table.columns)} FROM ${sqlName(table)}) TO STDOUT`;
  for await (const block of lineBlocks(session.copyOut(sql), BLOCK)) digest.add(block);
  if (digest.rows === table.rows && digest.hash === table.hash) return;
  throw new Differing(
    `${table.schema}.${table.name}: ${table.rows} rows with hash ${table.hash} were backed up, ${digest.rows} with ${digest.hash} came`,
  );
}

/** @throws {Differing} */
async function count(session: Session, table: TableRows): Promise<void> {
  const [found] = await session.query<{ rows: string }>(`SELECT count(*) AS rows FROM ${sqlName(table)}`);
  if (Number(found?.rows) === table.rows) return;
  throw new Differing(
    `${table.schema}.${table.name}: ${table.rows} rows were backed up, ${found?.rows} came`,
  );
}
