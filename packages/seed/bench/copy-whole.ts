import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openSession, type Session } from '@erp/engine/connection';
import type { ConnectionSettings } from '@erp/postgres/connection';

/** A table with rows, as COPY is told of it. */
export interface Table {
  readonly name: string;
  /** All but what the server computes by itself. */
  readonly columns: string;
}

/** Seconds by the clock, and those of the processors where the kernel says them. */
export interface Spent {
  readonly seconds: number;
  readonly server: number | undefined;
}

/** What a demo has written: the reference data came with the migrations and is there already. */
const TABLES = `
  SELECT c.oid::regclass::text AS name, (
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
  FROM pg_class c
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace IN ('public'::regnamespace, 'auth'::regnamespace)
    AND c.relname NOT LIKE 'knex\\_migrations%' ORDER BY 1`;

/** Writes the rows of each table that has some, and had none before, into a file, in the binary format. */
export async function exportRows(
  seeded: ConnectionSettings,
  empty: ConnectionSettings,
  directory: string,
): Promise<readonly Table[]> {
  await mkdir(directory, { recursive: true });
  const [from, before] = [await openSession(seeded), await openSession(empty)];
  try {
    const tables: Table[] = [];
    for (const table of await from.query<Table>(TABLES)) {
      const { length } = await from.query(`SELECT FROM ${table.name} LIMIT 1`);
      if (length === 0 || (await before.query(`SELECT FROM ${table.name} LIMIT 1`)).length > 0) continue;
      const bytes = from.copyOut(
        `COPY (SELECT ${table.columns} FROM ${table.name}) TO STDOUT (FORMAT binary)`,
      );
      await pipeline(Readable.from(bytes), createWriteStream(join(directory, table.name)));
      tables.push(table);
    }
    return tables;
  } finally {
    await Promise.all([from.close(), before.close()]);
  }
}

/**
 * COPY BINARY of those files into the live schema with all its keys and indexes, in one transaction, statistics at the
 * end. The months of partitioned tables are made before, and not counted.
 *
 * @param checked whether foreign keys are checked, at the end as `erp seed` has it; only a superuser can leave it out.
 */
export async function copyWhole(
  settings: ConnectionSettings,
  directory: string,
  tables: readonly Table[],
  checked: boolean,
): Promise<Spent> {
  const session = await openSession(settings);
  try {
    await makeMonths(session);
    const before = await processorSeconds(session);
    const start = performance.now();
    await session.query('BEGIN; SET CONSTRAINTS ALL DEFERRED');
    if (checked) {
      await session.query(disableTriggers(tables));
    } else {
      await session.query('SET LOCAL session_replication_role = replica');
    }
    for (const { name, columns } of tables) {
      const bytes = createReadStream(join(directory, name), { highWaterMark: 1 << 18 });
      await session.copyIn(`COPY ${name} (${columns}) FROM STDIN (FORMAT binary)`, bytes);
    }
    if (checked) {
      await session.query('SET CONSTRAINTS ALL IMMEDIATE');
      await session.query(enableTriggers(tables));
    }
    await session.query('COMMIT');
    await session.query(`ANALYZE ${tables.map(({ name }) => name).join(', ')}`);
    const seconds = (performance.now() - start) / 1000;
    const after = await processorSeconds(session);
    return { seconds, server: after === undefined || before === undefined ? undefined : after - before };
  } finally {
    await session.close();
  }
}

/** The months into which the rows of a demo go. */
export async function makeMonths(session: Session): Promise<void> {
  await session.query("SELECT count(*) FROM app.create_partitions(NULL, NULL, now() - interval '20 months')");
}

/** A statement that keeps triggers from deriving what the rows bring with them. */
export function disableTriggers(tables: readonly Table[]): string {
  return tables.map(({ name }) => `ALTER TABLE ${name} DISABLE TRIGGER USER`).join('; ');
}

export function enableTriggers(tables: readonly Table[]): string {
  return tables.map(({ name }) => `ALTER TABLE ${name} ENABLE TRIGGER USER`).join('; ');
}

/** What the server's process at the other end has used of the processors; undefined where nobody says. */
async function processorSeconds({ pid }: Session): Promise<number | undefined> {
  try {
    const [, fields] = /^.*\) (.*)$/s.exec(await readFile(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const [user, system] = (fields ?? '').split(' ').slice(11, 13).map(Number);
    return ((user ?? 0) + (system ?? 0)) / 100;
  } catch {
    return undefined;
  }
}
