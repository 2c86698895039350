import type { Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';

/** How far months are made, and whether old ones go. */
export interface PartitionChoice {
  /** Months beyond the present one, instead of what the table wants. */
  readonly ahead?: number;
  /** The day from whose month on they are made, YYYY-MM-DD; without it from the present one on. */
  readonly since?: string;
  /** Whether months past the retention of the table are dropped or detached. */
  readonly retire?: boolean;
  /** Whether it is only said what would be done. */
  readonly dryRun?: boolean;
}

/** What was done, or would be, to one partitioned table. */
export interface TableReport {
  readonly table: string;
  /** Names of the months that were made. */
  readonly created: readonly string[];
  /** Rows that had waited for them in the default partition. */
  readonly moved: number;
  readonly dropped: readonly string[];
  readonly detached: readonly string[];
  /** Rows that are still in the default partition. */
  readonly inDefault: number;
}

/** Tables that the database knows to be partitioned; the one that was asked for, if any. */
export async function chosenTables(session: Session, wanted: string | undefined): Promise<string[]> {
  const [known] = await session.query<{ there: boolean }>(
    "SELECT to_regclass('public.sys_partitioned_tables') IS NOT NULL AS there",
  );
  if (known?.there !== true) {
    throw new Problem({
      code: 'partitions_unknown',
      message: 'This database knows of no partitioned tables.',
      detail: 'It has no table sys_partitioned_tables, which a migration of system makes.',
      hint: 'pnpm migrate',
    });
  }
  const rows = await session.query<{ name: string }>(
    'SELECT table_name AS name FROM public.sys_partitioned_tables ORDER BY table_name',
  );
  const names = rows.map((row) => row.name);
  if (wanted === undefined) return names;
  if (names.includes(wanted)) return [wanted];
  throw new Problem({
    code: 'table_not_partitioned',
    message: `There is no partitioned table ${wanted}.`,
    detail: names.length === 0 ? 'There are none at all.' : `There are: ${names.join(', ')}.`,
    hint: 'pnpm erp partitions --dry-run',
  });
}

/** One table, all or nothing: its months, then what is past its retention. */
export async function maintainPartitions(
  session: Session,
  table: string,
  options: PartitionChoice,
): Promise<TableReport> {
  const ahead = options.ahead ?? null;
  const since = options.since === undefined ? null : `${options.since} 00:00:00+00`;
  if (options.dryRun === true) {
    const missing = await session.query<{ name: string; rows: string }>(
      'SELECT partition_name AS name, rows_waiting AS rows FROM app.missing_partitions($1, $2, $3)',
      [table, ahead, since],
    );
    const expired = await session.query<{ name: string; done: string }>(
      'SELECT partition_name AS name, retire_by AS done FROM app.expired_partitions($1)',
      [table],
    );
    const moved = sum(missing);
    return {
      ...report(table, missing, options.retire === true ? expired : [], 'drop'),
      inDefault: (await rowsInDefault(session, table)) - moved,
    };
  }
  const done = await session.transaction(async () => {
    const made = await session.query<{ name: string; rows: string }>(
      'SELECT partition_name AS name, rows_moved AS rows FROM app.create_partitions($1, $2, $3)',
      [table, ahead, since],
    );
    const retired =
      options.retire === true
        ? await session.query<{ name: string; done: string }>(
            'SELECT partition_name AS name, done FROM app.retire_partitions($1)',
            [table],
          )
        : [];
    return report(table, made, retired, 'dropped');
  });
  return { ...done, inDefault: await rowsInDefault(session, table) };
}

function report(
  table: string,
  made: readonly { name: string; rows: string }[],
  retired: readonly { name: string; done: string }[],
  dropped: string,
): Omit<TableReport, 'inDefault'> {
  const named = (rows: readonly { name: string }[]) => rows.map((row) => row.name);
  return {
    table,
    created: named(made),
    moved: sum(made),
    dropped: named(retired.filter((row) => row.done === dropped)),
    detached: named(retired.filter((row) => row.done !== dropped)),
  };
}

function sum(rows: readonly { rows: string }[]): number {
  return rows.reduce((total, row) => total + Number(row.rows), 0);
}

async function rowsInDefault(session: Session, table: string): Promise<number> {
  const [rest] = await session.query<{ name: string | null }>(
    "SELECT to_regclass(format('public.%I', $1::text || '_default'))::text AS name",
    [table],
  );
  if (rest?.name == null) return 0;
  const [row] = await session.query<{ count: string }>(`SELECT count(*) FROM ${rest.name}`);
  return Number(row?.count ?? 0);
}
