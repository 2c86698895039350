import { readMark, readSystem } from '@erp/backup/database';
import type { Manifest } from '@erp/backup/files';
import { type FoundBackup, newestFirst, type Proof, readBackupFolder, readProof } from '@erp/backup/folder';
import type { Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import { backupDirectories } from './backup-directory.ts';
import type { Invocation } from './invocation.ts';

/** A backup of the chosen database. */
interface KnownBackup {
  readonly name: string;
  readonly folder: string;
  readonly takenAt: string;
}

/** What is known of the backups of a database, as far as this checkout has seen them. */
export interface BackupState {
  readonly last: KnownBackup | undefined;
  /** The newest that was restored and compared. */
  readonly proven: (KnownBackup & { readonly proof: Proof }) | undefined;
  /** The backup whose restore into this database was begun and not finished. */
  readonly restoring: string | undefined;
}

/** Looks for backups of the database of a session: beside the database nothing is kept, since it may be what is lost. */
export async function readBackups(invocation: Invocation, session: Session): Promise<BackupState> {
  const [{ database } = { database: '' }] = await session.query<{ database: string }>(
    'SELECT current_database()::text AS database',
  );
  const system = await readSystem(session);
  const ours = backupDirectories(invocation)
    .flatMap((directory) => readBackupFolder(directory).backups)
    .flatMap(({ name, folder, manifest }: FoundBackup) =>
      isOf(manifest, system, database) ? [{ name, folder, takenAt: manifest.takenAt }] : [],
    )
    .sort(newestFirst);
  const proven = ours.flatMap((backup) => {
    const proof = readProof(backup.folder);
    return proof === undefined ? [] : [{ ...backup, proof }];
  });
  return { last: ours[0], proven: proven[0], restoring: await readMark(session) };
}

function isOf(manifest: Manifest | Problem, system: string | null, database: string): manifest is Manifest {
  return !(manifest instanceof Problem) && manifest.system === system && manifest.database === database;
}

/** The state as lines for people. */
export function printBackupState({ last, proven, restoring }: BackupState, now: Date): string[] {
  const age = (moment: string) => agoOf(now.getTime() - Date.parse(moment));
  const lines =
    restoring === undefined
      ? []
      : [`Restore of ${restoring} was begun here and not finished. Next: pnpm erp restore ${restoring}`];
  if (last === undefined)
    return [...lines, 'Last backup: none of this database that this checkout knows of.'];
  const restored =
    proven === undefined
      ? 'none of them was ever restored'
      : `last proven restore ${age(proven.proof.provenAt)}, of ${proven.name}`;
  return [...lines, `Last backup: ${age(last.takenAt)}, ${last.name}; ${restored}.`];
}

/** The state as a value for programs. */
export function backupStateAsJson({ last, proven, restoring }: BackupState): object {
  return { last: last ?? null, proven: proven ?? null, restoring: restoring ?? null };
}

/** How long ago, in the largest unit that says enough. */
function agoOf(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 90) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} d ago`;
}
