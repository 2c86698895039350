import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '@erp/kit/problem';

/** The format of backups that this release writes; it reads no other. */
export const FORMAT = 1;

/** The file that makes a folder a backup; written last. */
export const MANIFEST = 'manifest.json';

/** A file of a backup, by its path inside the folder. */
export interface BackupFile {
  readonly file: string;
  readonly bytes: number;
  /** Of the file as it lies there, compressed. */
  readonly sha256: string;
}

/** A part of the rows of a table. */
export interface Chunk extends BackupFile {
  readonly rows: number;
}

/** The rows of a table. A partitioned table is one, with the rows of all its months. */
export interface TableRows {
  readonly schema: string;
  readonly name: string;
  /** The columns in the order of the files; generated ones are not among them. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** Equal rows in whatever order, equal hash; see `rowDigest`. */
  readonly hash: string;
  readonly chunks: readonly Chunk[];
}

/** A month of a partitioned table. */
export interface Month {
  readonly table: string;
  readonly partition: string;
  /** Its first day. */
  readonly month: string;
  /** Whether it was put away in schema archive. */
  readonly archived: boolean;
}

/** Where a sequence stands. */
export interface SequenceState {
  readonly schema: string;
  readonly name: string;
  readonly lastValue: string;
  readonly isCalled: boolean;
}

/** A role that owns something of the schema or has rights on it. For people: roles belong to the server. */
export interface RoleState {
  readonly name: string;
  readonly login: boolean;
  readonly superuser: boolean;
  readonly bypassesRowSecurity: boolean;
  readonly memberOf: readonly string[];
}

/** What is known of a database at the moment of a snapshot. */
export interface DatabaseFacts {
  readonly takenAt: string;
  readonly database: string;
  readonly encoding: string;
  /** What tells its server from all others; null where the role may not know. */
  readonly system: string | null;
  readonly server: string;
  readonly role: string;
  /** Place in the write-ahead log, for people. */
  readonly lsn: string | null;
  readonly ledger: readonly {
    readonly name: string;
    readonly batch: number;
    readonly checksum: string | null;
  }[];
  readonly months: readonly Month[];
  readonly sequences: readonly SequenceState[];
  readonly roles: readonly RoleState[];
  /** What is in the database and not in the backup, in words. */
  readonly leftOut: readonly string[];
}

/** A tenant whose rows alone are in an archive. */
export interface ArchivedTenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** What a backup says of itself. */
export interface Manifest extends DatabaseFacts {
  readonly format: number;
  readonly name: string;
  readonly fingerprint: {
    readonly hash: string;
    readonly schemas: readonly string[];
    readonly lines: BackupFile;
  };
  /** Text of each function as it was applied last. */
  readonly functions: BackupFile;
  readonly tables: readonly TableRows[];
  /** How the other files are encrypted, if they are. */
  readonly encryption?: 'age';
  /** Only in the archive of one tenant, which is no backup. */
  readonly tenant?: ArchivedTenant;
  /** Only in an archive in which what is personal was replaced. */
  readonly masked?: true;
}

/** The text of the manifest; its last field is a checksum of all that stands before. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, checksum: checksumOf(manifest) }, null, 1)}\n`;
}

/**
 * Reads and checks the manifest of a backup.
 *
 * @throws {Problem} `backup_not_found`, `manifest_damaged`, `backup_format`.
 */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Problem({
      code: 'backup_not_found',
      message: `There is no backup in ${folder}.`,
      detail: `${path} cannot be read: ${(error as Error).message}`,
      hint: 'pnpm erp backup list shows the backups that there are.',
      cause: error,
    });
  }
  const { checksum, ...manifest } = parse(path, text);
  if (manifest.format !== undefined && manifest.format !== FORMAT) throw unknownFormat(path, manifest.format);
  if (checksum !== checksumOf(manifest as Manifest))
    throw damaged(path, 'Its checksum is not that of its content.');
  return manifest as Manifest;
}

/** All files that belong to a backup, the manifest aside. */
export function filesOf(manifest: Manifest): readonly BackupFile[] {
  return [
    manifest.fingerprint.lines,
    manifest.functions,
    ...manifest.tables.flatMap((table) => table.chunks),
  ];
}

/** Rows of all tables. */
export function rowsOf(manifest: Pick<Manifest, 'tables'>): number {
  return manifest.tables.reduce((sum, table) => sum + table.rows, 0);
}

/** Bytes of all files. */
export function bytesOf(manifest: Manifest): number {
  return filesOf(manifest).reduce((sum, file) => sum + file.bytes, 0);
}

function parse(path: string, text: string): Partial<Manifest> & { checksum?: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw damaged(path, `It ends or breaks in the middle: ${(error as Error).message}`);
  }
  throw damaged(path, 'It holds no object.');
}

function checksumOf(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}

function damaged(path: string, detail: string): Problem {
  return new Problem({
    code: 'manifest_damaged',
    message: `${path} is not what was written.`,
    detail,
    hint: 'Take another backup: pnpm erp backup list. What wrote into this one may have reached others: pnpm erp backup verify NAME',
  });
}

function unknownFormat(path: string, format: number): Problem {
  return new Problem({
    code: 'backup_format',
    message: `${path} has format ${format}; this checkout reads format ${FORMAT}.`,
    hint: 'Restore it with the release that wrote it, or a later one.',
  });
}
