import { availableParallelism } from 'node:os';
import { SILENT as NO_STEPS, type Progress } from '@erp/engine/apply';
import { compareLines, type SchemaDifference, takeFingerprint } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { domainOfName, type Ledger, readLedger } from '@erp/engine/ledger';
import { planMigrations } from '@erp/engine/plan';
import type { Project } from '@erp/engine/project';
import { Problem, throwProblems } from '@erp/kit/problem';
import { installLedger } from '@erp/scratch/install';
import type { CopyProgress } from '../database/progress.ts';
import { inspectTarget, setMark } from '../database/restore-target.ts';
import type { Manifest } from '../files/manifest.ts';
import { type Backup, readFingerprint, readFunctions } from '../files/read-backup.ts';
import { loadRows } from './load-rows.ts';
import type { RowCheck } from './load-table.ts';

/** Steps that are named; the others are counted. */
const SHOWN = 6;

/** Where and with what a backup is restored. */
export interface RestoreRun {
  readonly session: Session;
  /** The database, for people. */
  readonly description: string;
  readonly project: Project;
  readonly backup: Backup;
  /** How many tables are loaded at the same time; as many as there are processors, when nothing is said. */
  readonly jobs?: number | undefined;
  /** What is held against the manifest; each row, read back, when nothing is said. */
  readonly check?: RowCheck;
  readonly progress: CopyProgress;
  /** Told of the migrations. */
  readonly steps?: Progress;
}

/**
 * Makes sure that a checkout can make the schema of a backup.
 *
 * @throws {Problem} `backup_of_tenant`, `backup_ahead`; what the history of an applied step that was edited is reported as.
 */
export function assertCheckoutFits(project: Project, manifest: Manifest): void {
  if (manifest.tenant !== undefined) throw ofOneTenant(manifest.name);
  const { history } = planMigrations(project, ledgerOf(manifest));
  const { aheadOfCheckout: ahead } = history;
  if (ahead.length > 0) {
    const more = ahead.length > SHOWN ? [`and ${ahead.length - SHOWN} more`] : [];
    throw new Problem({
      code: 'backup_ahead',
      message: `The backup ${manifest.name} is of a newer checkout: ${ahead.length} of its migrations are not in this one.`,
      detail: [...ahead.slice(0, SHOWN), ...more].join('\n'),
      hint: 'Nothing was changed. Check out the release that the backup was taken with, or a later one.',
    });
  }
  throwProblems(history.problems);
}

/**
 * Restores a backup into an empty database: migrates to exactly its ledger, loads its rows and compares
 * them with what was backed up. The database is marked from the first step to the last; a run that is killed in between is
 * ended by the next one, which keeps the tables that are there. To be called with the runner's lock held, on checked files.
 *
 * @returns how the schema differs from that of the database that was backed up.
 * @throws {Problem} `restore_not_empty`, `restore_other_backup`, `backup_ahead`, `backup_steps_gone`,
 *   `restore_migrated_meanwhile`, `restore_table_missing`, `restore_refused`, `restore_differs`; what explains a failing step or statement.
 */
export async function restoreBackup(run: RestoreRun): Promise<SchemaDifference> {
  const { session, description, project, backup, jobs = processors(), progress, steps = NO_STEPS } = run;
  const { check = 'rows' } = run;
  const { manifest } = backup;
  assertCheckoutFits(project, manifest);
  const target = await inspectTarget(session, project, manifest, description);
  if (target === 'empty') await setMark(session, manifest);
  progress.stage('Migrating to the state of the backup …');
  const functions = await readFunctions(backup);
  await installLedger(session, project, { ledger: ledgerOf(manifest), functions }, steps);
  await assertInstalled(session, manifest);
  await loadRows(session, backup, { jobs, check }, progress);
  progress.stage('Comparing the schema …');
  const found = await takeFingerprint(session, manifest.fingerprint.schemas);
  if (found.hash === manifest.fingerprint.hash) return { missing: [], extra: [] };
  return compareLines(await readFingerprint(backup), found.lines);
}

/** More than a few wait for the same disk. */
function processors(): number {
  return Math.min(8, availableParallelism());
}

function ofOneTenant(name: string): Problem {
  return new Problem({
    code: 'backup_of_tenant',
    message: `${name} is the archive of one tenant, not a backup of a database.`,
    hint: `Nothing was changed. It goes into a database that has the schema: pnpm erp tenant import`,
  });
}

/** The ledger of the database that was backed up. */
export function ledgerOf({ ledger }: Manifest): Ledger {
  return { exists: true, rows: ledger.map((row, place) => ({ id: place + 1, ...row })) };
}

/** The domains that the database had, whose schema belongs to the backup; the others are nobody's business here. */
export function domainsOf({ ledger }: Manifest): string[] {
  return [...new Set(ledger.map(({ name }) => domainOfName(name)))].filter((name) => name !== '');
}

function migratedMeanwhile(name: string, later: readonly string[]): Problem {
  const more = later.length > SHOWN ? [`and ${later.length - SHOWN} more`] : [];
  return new Problem({
    code: 'restore_migrated_meanwhile',
    message: `The restore of ${name} was begun here, and ${later.length} steps were applied since that the backup does not have.`,
    detail: [...later.slice(0, SHOWN), ...more].join('\n'),
    hint: 'No row was loaded. Restore into a new database; this one holds nothing and can be dropped.',
  });
}

/** What belongs to no file of the checkout any more, and to no migration, is named; everything else must be there. */
async function assertInstalled(session: Session, manifest: Manifest): Promise<void> {
  const { rows } = await readLedger(session);
  const there = new Set(rows.map(({ name }) => name));
  const known = new Set(manifest.ledger.map(({ name }) => name));
  const later = [...there].filter((name) => !known.has(name));
  if (later.length > 0) throw migratedMeanwhile(manifest.name, later);
  const absent = [...new Set(manifest.ledger.map(({ name }) => name))].filter((name) => !there.has(name));
  if (absent.length === 0) return;
  const more = absent.length > SHOWN ? [`and ${absent.length - SHOWN} more`] : [];
  throw new Problem({
    code: 'backup_steps_gone',
    message: `${absent.length} steps of the backup ${manifest.name} are in no file of this checkout.`,
    detail: [...absent.slice(0, SHOWN), ...more].join('\n'),
    hint: 'The database holds no rows yet, and is marked. Check out the release that the backup was taken with, and run the command again.',
  });
}
