import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { MANIFEST, type Manifest, readManifest } from '../files/manifest.ts';
import { renameWhole } from '../files/whole-file.ts';

/** A backup in a folder of backups. */
export interface FoundBackup {
  readonly name: string;
  readonly folder: string;
  /** What it says of itself, or why that cannot be read. */
  readonly manifest: Manifest | Problem;
}

/** What lies in a folder of backups. */
export interface BackupFolder {
  /** The newest first. */
  readonly backups: readonly FoundBackup[];
  /** Names of what ended runs have left. */
  readonly unfinished: readonly string[];
}

/** A backup that is being written. */
export interface Draft {
  readonly name: string;
  readonly folder: string;
  /** Gives it its name; until then nobody takes it for a backup. Returns the folder. */
  keep(): Promise<string>;
  discard(): Promise<void>;
}

/** How the names end of what is being written or taken away: the machine and the process that is at it. */
const UNFINISHED = /\.(?:partial|removed)-(?<host>.+)-(?<pid>\d+)$/;

/** Reads what lies in a folder of backups; none where the folder does not exist. */
export function readBackupFolder(directory: string): BackupFolder {
  const names = isFolder(directory) ? readdirSync(directory).sort() : [];
  const backups = names
    .filter((name) => !UNFINISHED.test(name) && existsSync(join(directory, name, MANIFEST)))
    .map((name) => ({ name, folder: join(directory, name), manifest: manifestOf(join(directory, name)) }));
  backups.sort((a, b) => newestFirst({ ...a, takenAt: takenAt(a) }, { ...b, takenAt: takenAt(b) }));
  return { backups, unfinished: names.filter((name) => UNFINISHED.test(name)) };
}

/** Orders backups, the newest first; of those of one second, the one that got its name last. */
export function newestFirst(a: Taken, b: Taken): number {
  if (a.takenAt !== b.takenAt) return a.takenAt < b.takenAt ? 1 : -1;
  return b.name.localeCompare(a.name, 'en', { numeric: true });
}

interface Taken {
  readonly name: string;
  readonly takenAt: string;
}

/** Takes away what runs of this machine have left that are not at work any more. */
export async function removeAbandoned(directory: string): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const name of readBackupFolder(directory).unfinished) {
    const { host, pid } = UNFINISHED.exec(name)?.groups ?? {};
    if (host !== hostname() || isAlive(Number(pid))) continue;
    await rm(join(directory, name), { recursive: true, force: true });
    removed.push(name);
  }
  return removed;
}

/**
 * Begins a backup in a folder of backups, which is made where it does not exist.
 *
 * @throws {Problem} `backup_directory`.
 */
export async function beginDraft(
  directory: string,
  { stem, takenAt }: { readonly stem: string; readonly takenAt: string },
): Promise<Draft> {
  const first = `${stem.replaceAll(/[^\w.-]+/g, '_')}-${takenAt.replaceAll(/[:-]/g, '')}`;
  let name = first;
  for (let number = 2; existsSync(join(directory, name)); number += 1) name = `${first}-${number}`;
  const folder = join(directory, `${name}.partial-${hostname()}-${process.pid}`);
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Problem({
      code: 'backup_directory',
      message: `No backup can be made in ${directory}.`,
      detail: (error as Error).message,
      hint: 'Nothing was written. Give a folder that this user may write into: --to DIR, or ERP_BACKUPS',
      cause: error,
    });
  }
  return {
    name,
    folder,
    async keep() {
      await renameWhole(folder, join(directory, name));
      return join(directory, name);
    },
    discard: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Takes a backup away: no part of it is ever left under its name. */
export async function removeBackup({ folder }: Pick<FoundBackup, 'folder'>): Promise<void> {
  const away = `${folder}.removed-${hostname()}-${process.pid}`;
  await rename(folder, away);
  await rm(away, { recursive: true, force: true });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function manifestOf(folder: string): Manifest | Problem {
  try {
    return readManifest(folder);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function takenAt({ manifest, name }: FoundBackup): string {
  return manifest instanceof Problem ? name : manifest.takenAt;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
