import { escapeIdentifier } from 'pg';
import type { Session } from '../connection/session.ts';
import type { RollbackPlan } from '../plan/plan-rollback.ts';
import { captureStatements } from '../steps/captured-statements.ts';

/** Rows of a table that goes; `more` when there are more than were counted. */
interface LostTable {
  readonly table: string;
  readonly rows: number;
  readonly more: boolean;
}

/** Values of a column that goes while its table stays. */
interface LostColumn extends LostTable {
  readonly column: string;
}

/** What a rollback takes away beyond definitions. */
export interface LostData {
  readonly tables: readonly LostTable[];
  readonly columns: readonly LostColumn[];
}

/** Rows are counted up to here; whoever has more knows enough. */
const COUNTED = 100_000;

/**
 * Which tables and columns a rollback takes away, and how many rows are in them: read off the statements of each `down`,
 * which is run against a connection that only writes down. A `down` that decides by what it finds in the database, or
 * that cannot be run, says nothing here; it speaks for itself when it is its turn.
 *
 * @returns tables in the order in which they go, the fullest first among equals.
 */
export async function findLostData(session: Pick<Session, 'query'>, plan: RollbackPlan): Promise<LostData> {
  const tables = new Set<string>();
  const columns = new Map<string, { readonly table: string; readonly column: string }>();
  for (const { step } of plan.steps) {
    if (step?.kind !== 'migration') continue;
    const statements = await captureStatements(step, 'down').catch(() => []);
    for (const { sql } of statements) {
      for (const table of droppedTables(sql)) tables.add(table);
      for (const each of droppedColumns(sql)) columns.set(`${each.table}.${each.column}`, each);
    }
  }
  const kept = [...columns.values()].filter(({ table }) => !tables.has(table));
  const there = await existing(session, [...tables, ...kept.map(({ table }) => table)]);
  const rows = await countRows(session, [
    ...[...tables].filter((table) => there.has(table)).map((table) => ({ table })),
    ...kept.filter(({ table }) => there.has(table)),
  ]);
  return {
    tables: rows.filter((each): each is LostTable => !('column' in each)).sort((a, b) => b.rows - a.rows),
    columns: rows.filter((each): each is LostColumn => 'column' in each),
  };
}

async function existing(session: Pick<Session, 'query'>, tables: readonly string[]): Promise<Set<string>> {
  if (tables.length === 0) return new Set();
  const rows = await session.query<{ name: string }>(
    "SELECT DISTINCT name FROM unnest($1::text[]) AS name WHERE to_regclass(format('public.%I', name)) IS NOT NULL",
    [[...new Set(tables)]],
  );
  return new Set(rows.map(({ name }) => name));
}

async function countRows(
  session: Pick<Session, 'query'>,
  wanted: readonly { readonly table: string; readonly column?: string }[],
): Promise<(LostTable | LostColumn)[]> {
  if (wanted.length === 0) return [];
  const counts = wanted.map(({ table, column }, index) => {
    const filled = column === undefined ? '' : ` WHERE ${escapeIdentifier(column)} IS NOT NULL`;
    return `SELECT ${index} AS place, (SELECT count(*) FROM (
      SELECT FROM public.${escapeIdentifier(table)}${filled} LIMIT ${COUNTED + 1}) counted) AS rows`;
  });
  const answers = await session
    .query<{ place: number; rows: string }>(counts.join(' UNION ALL '))
    // A column whose migration ended in the middle may be gone already.
    .catch(() => []);
  return answers.map(({ place, rows }) => ({
    ...(wanted[place] as { table: string; column?: string }),
    rows: Math.min(Number(rows), COUNTED),
    more: Number(rows) > COUNTED,
  }));
}

const NAME = '(?:public\\.)?"?([a-z_][a-z0-9_$]*)"?';

function droppedTables(sql: string): string[] {
  return [...sql.matchAll(new RegExp(`\\bdrop\\s+table\\s+(?:if\\s+exists\\s+)?${NAME}`, 'gi'))].map(
    ([, table]) => table as string,
  );
}

function droppedColumns(sql: string): { readonly table: string; readonly column: string }[] {
  const table = new RegExp(`\\balter\\s+table\\s+(?:only\\s+)?${NAME}`, 'i').exec(sql)?.[1];
  if (table === undefined) return [];
  return [...sql.matchAll(/\bdrop\s+column\s+(?:if\s+exists\s+)?"?([a-z_][a-z0-9_$]*)"?/gi)].map(
    ([, column]) => ({
      table,
      column: column as string,
    }),
  );
}
