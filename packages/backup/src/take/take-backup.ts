import type { Session } from '@erp/engine/connection';
import type { Project } from '@erp/engine/project';
import type { CopyProgress } from '../database/progress.ts';
import type { Seal } from '../files/encryption.ts';
import type { Backup } from '../files/read-backup.ts';
import { beginDraft, removeAbandoned } from '../folder/backup-folder.ts';
import { beginSnapshot, endSnapshot, type Snapshot, type TenantSelection } from './snapshot.ts';
import { writeBackup } from './write-backup.ts';

/** What a backup is taken with. */
export interface TakeOptions {
  /** The folder of backups; made where it does not exist. */
  readonly directory: string;
  /** How many tables are copied at the same time. */
  readonly jobs: number;
  readonly progress: CopyProgress;
  /** Bytes of rows in a chunk, before they are compressed; 8 MB when nothing is said. */
  readonly chunkBytes?: number;
  /** Told for whom it waits. */
  readonly waits?: (who: string) => void;
  /** Runs work while nobody migrates. */
  readonly whileNobodyMigrates?: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Encrypts the files. */
  readonly seal?: Seal | undefined;
  /** Chooses the rows of one tenant. */
  readonly select?: (snapshot: Snapshot) => Promise<TenantSelection>;
  /** Has something done before a signal ends the process; what it returns forgets it again. */
  readonly whenEnded?: (cleanup: () => Promise<void>) => () => void;
}

/**
 * Takes a backup of a database that others go on writing into: one moment of it, whole or not at all. What runs that were
 * killed have left in the folder is taken away first.
 *
 * @throws {Problem} what `beginSnapshot` and `writeBackup` throw.
 */
export async function takeBackup(session: Session, project: Project, options: TakeOptions): Promise<Backup> {
  const { directory, jobs, progress, select, waits = () => {} } = options;
  const { whileNobodyMigrates = (work) => work(), whenEnded = () => () => {} } = options;
  await removeAbandoned(directory);
  progress.stage('Looking at the database …');
  try {
    const snapshot = await whileNobodyMigrates(() => beginSnapshot(session, project, waits));
    const selected = await select?.(snapshot);
    const { takenAt, database } = snapshot.facts;
    const draft = await beginDraft(directory, { takenAt, stem: selected?.tenant.slug ?? database });
    const forget = whenEnded(draft.discard);
    try {
      const { folder, name } = draft;
      const manifest = await writeBackup({
        ...{ session, folder, name, jobs, progress, seal: options.seal, chunkBytes: options.chunkBytes },
        snapshot: selected?.snapshot ?? snapshot,
        tenant: selected?.tenant,
        masked: selected?.masked,
      });
      return { folder: await draft.keep(), manifest };
    } catch (error) {
      await draft.discard();
      throw error;
    } finally {
      forget();
    }
  } finally {
    // A session that was lost has nothing open any more.
    await endSnapshot(session).catch(() => {});
  }
}
