import { newestFirst } from './backup-folder.ts';

/** How many backups to keep: of as many days, weeks and months that have one, the newest. */
export interface Keep {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

/** A backup as pruning sees it. */
export interface Prunable {
  readonly name: string;
  readonly database: string;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** Whether it was restored and compared. */
  readonly proven: boolean;
}

/**
 * Chooses the backups that may go, database by database. In each day, week and month a proven backup comes before one
 * that never was restored; the newest proven one of a database, or the newest at all, and what is newer than it always stay.
 */
export function choosePrunable<Backup extends Prunable>(
  backups: readonly Backup[],
  keep: Keep,
): readonly Backup[] {
  const kept = new Set<Backup>();
  for (const database of new Set(backups.map((backup) => backup.database))) {
    const ours = backups.filter((backup) => backup.database === database).sort(newestFirst);
    const proven = ours.findIndex((backup) => backup.proven);
    for (const backup of ours.slice(0, Math.max(proven, 0) + 1)) kept.add(backup);
    for (const backup of newestOf(ours, dayOf, keep.daily)) kept.add(backup);
    for (const backup of newestOf(ours, weekOf, keep.weekly)) kept.add(backup);
    for (const backup of newestOf(ours, monthOf, keep.monthly)) kept.add(backup);
  }
  return backups.filter((backup) => !kept.has(backup));
}

/** The newest backup of each of the last periods that have any. */
function newestOf<Backup extends Prunable>(
  newestFirst: readonly Backup[],
  periodOf: (moment: string) => string,
  count: number,
): readonly Backup[] {
  const chosen = new Map<string, Backup>();
  for (const backup of newestFirst) {
    const period = periodOf(backup.takenAt);
    const before = chosen.get(period);
    if (before === undefined ? chosen.size < count : !before.proven && backup.proven)
      chosen.set(period, backup);
  }
  return [...chosen.values()];
}

function dayOf(moment: string): string {
  return moment.slice(0, 10);
}

function monthOf(moment: string): string {
  return moment.slice(0, 7);
}

/** The Monday of the week. */
function weekOf(moment: string): string {
  const day = new Date(`${dayOf(moment)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}
