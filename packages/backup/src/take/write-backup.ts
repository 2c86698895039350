import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Session } from '@erp/engine/connection';
import type { CopyProgress } from '../database/progress.ts';
import { withSiblings, workOff } from '../database/side-by-side.ts';
import { sqlColumns, sqlName } from '../database/sql-name.ts';
import type { Seal } from '../files/encryption.ts';
import { lineBlocks } from '../files/line-blocks.ts';
import {
  type ArchivedTenant,
  type BackupFile,
  type Chunk,
  FORMAT,
  MANIFEST,
  type Manifest,
  manifestText,
  type TableRows,
} from '../files/manifest.ts';
import { rowDigest } from '../files/row-digest.ts';
import { writeWhole } from '../files/whole-file.ts';
import { joinSnapshot, type Snapshot, type SnapshotTable } from './snapshot.ts';

/** Bytes of rows in a chunk: what is held in memory, times a few. */
const CHUNK = 8 * 1024 * 1024;

/** Fast rather than small: the rows of a table shrink to a fifth, and what would be left of that costs three times as long. */
const LEVEL = 3;

const compress = promisify(gzip);

/** What a backup is written with. */
export interface BackupRun {
  /** Where its transaction is open. */
  readonly session: Session;
  readonly snapshot: Snapshot;
  /** The folder, which is there and empty. */
  readonly folder: string;
  /** What the backup is called; the folder has another name until it is whole. */
  readonly name: string;
  /** How many tables are copied at the same time. */
  readonly jobs: number;
  /** Encrypts the files, all but the manifest. */
  readonly seal?: Seal | undefined;
  /** Whose rows alone are copied. */
  readonly tenant?: ArchivedTenant | undefined;
  /** Whether what is personal was replaced. */
  readonly masked?: boolean | undefined;
  readonly progress: CopyProgress;
  /** Bytes of rows in a chunk, before they are compressed. */
  readonly chunkBytes?: number | undefined;
}

/**
 * Writes the rows of a snapshot into a folder, the manifest last.
 *
 * @throws {Problem} `backup_disk_full`; what the server says.
 */
export async function writeBackup(run: BackupRun): Promise<Manifest> {
  const { snapshot, name, seal, tenant } = run;
  const { facts, fingerprint, schemas, functions } = snapshot;
  const lines = await writeCompressed(run, 'fingerprint.json.gz', JSON.stringify(fingerprint.lines));
  const texts = await writeCompressed(
    run,
    'functions.json.gz',
    JSON.stringify(functions.map(({ name, text }) => [name, text])),
  );
  const tables = await copyTables(run);
  const manifest: Manifest = {
    format: FORMAT,
    name,
    ...facts,
    fingerprint: { hash: fingerprint.hash, schemas, lines },
    functions: texts,
    tables: tables.sort((a, b) => (sqlName(a) < sqlName(b) ? -1 : 1)),
    ...(seal && { encryption: 'age' }),
    ...(tenant && { tenant }),
    ...(run.masked === true && { masked: true as const }),
  };
  await writeWhole(join(run.folder, MANIFEST), manifestText(manifest));
  return manifest;
}

/** Copies the tables by several sessions, the largest ones first. */
async function copyTables(run: BackupRun): Promise<TableRows[]> {
  const { session, snapshot, jobs } = run;
  const { tables } = snapshot;
  const share = shareOf(tables);
  const written: TableRows[] = [];
  const join = (sibling: Session) => joinSnapshot(sibling, snapshot);
  await withSiblings(session, Math.min(jobs, tables.length) - 1, join, (siblings) =>
    workOff([session, ...siblings], tables, async (reader, table) => {
      written.push(await copyTable(run, reader, table, share));
    }),
  );
  return written;
}

/** Copies a table. The next chunk is read while the one before is compressed and written. */
async function copyTable(
  run: BackupRun,
  reader: Session,
  table: SnapshotTable,
  share: (bytes: number) => number,
): Promise<TableRows> {
  const { progress, chunkBytes = CHUNK } = run;
  const began = performance.now();
  const title = `${table.schema}.${table.name}`;
  const columns = sqlColumns(table.columns);
  const digest = rowDigest();
  const chunks: Chunk[] = [];
  let writing: Promise<void> = Promise.resolve();
  const write = async (number: number, block: Buffer, rows: number) => {
    const file = `data/${title}/${String(number).padStart(5, '0')}.copy.gz`;
    chunks.push({ ...(await writeFile(run, file, await compress(block, { level: LEVEL }))), rows });
  };
  const sql = `COPY (SELECT ${columns} FROM ${sqlName(table)}${table.where === undefined ? '' : ` WHERE ${table.where}`}) TO STDOUT`;
  let number = 0;
  for await (const read of lineBlocks(reader.copyOut(sql), chunkBytes)) {
    const block = table.rewrite?.(read) ?? read;
    const before = digest.rows;
    digest.add(block);
    await writing;
    number += 1;
    writing = write(number, block, digest.rows - before);
    // Its failure is met by the next wait; until then nobody else is to be told of it.
    writing.catch(() => {});
    progress.rows(title, digest.rows, share(block.length));
  }
  await writing;
  progress.table(title, digest.rows, performance.now() - began);
  const { schema, name } = table;
  return { schema, name, columns: table.columns, rows: digest.rows, hash: digest.hash, chunks };
}

/** How much of all is done, by the bytes that have come; the server's pages say how many there will be. */
function shareOf(tables: readonly SnapshotTable[]): (bytes: number) => number {
  const expected = tables.reduce((sum, { pages }) => sum + pages * 8192, 0);
  let come = 0;
  return (bytes) => {
    come += bytes;
    return expected === 0 ? 1 : Math.min(0.99, come / expected);
  };
}

async function writeCompressed(run: BackupRun, file: string, text: string): Promise<BackupFile> {
  return writeFile(run, file, await compress(text));
}

async function writeFile({ folder, seal }: BackupRun, plain: string, content: Buffer): Promise<BackupFile> {
  const file = seal === undefined ? plain : `${plain}.age`;
  const bytes = seal === undefined ? content : await seal(content);
  await writeWhole(join(folder, file), bytes);
  return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
