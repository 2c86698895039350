import type { Filling } from './database.ts';
import type { Catalog, Check, ForeignKey } from './sample-catalog.ts';
import type { TestTenant } from './tenants.ts';

/** A row as the database has it. */
export type SampleRow = Readonly<Record<string, unknown>>;

/** What sample rows are made with. */
export interface Sampling {
  readonly database: Filling;
  readonly catalog: Catalog;
  /** The sample row of a table, or another one beside it. */
  rowOf(table: string, tenant: TestTenant, another?: 'another'): Promise<SampleRow>;
}

/** A row that is tried until the database takes it. */
export interface Draft {
  readonly table: string;
  readonly tenant: TestTenant;
  /** What the domain says of it, which stays. */
  readonly given: SampleRow;
  readonly row: Record<string, unknown>;
  /** Columns whose value is guessed, with the place of the guess among the candidates. */
  readonly guesses: Map<string, number>;
  /** Columns that a reference has filled, and that may be empty. */
  readonly optional: ReadonlySet<string>;
}

/** Why a draft was not taken. */
interface Refusal {
  readonly code: string | undefined;
  readonly detail: string;
  /** The check that it broke. */
  readonly check: Check | undefined;
  /** A guess that the check asks about. */
  readonly guess: { readonly column: string; readonly next: unknown } | undefined;
}

/** From then on a row is not to be made by trying. */
const MOST_ATTEMPTS = 40;

/** Values for a column that nothing else decides, the likeliest first. */
export function candidates(
  catalog: Catalog,
  table: string,
  column: string,
  type: string,
): readonly unknown[] {
  const list = catalog.checks
    .filter((each) => each.table === table && each.columns.length === 1 && each.columns[0] === column)
    .flatMap((each) => [...each.definition.matchAll(/'([^']*)'::text/g)].map((match) => match[1]));
  const base: Record<string, readonly unknown[]> = {
    text: [
      'sample',
      'sample@example.com',
      '+15550100199',
      'USD',
      'a'.repeat(64),
      'https://example.com/x',
      'UTC',
      'en-US',
    ],
    bpchar: ['USD', 'U'],
    bool: [false, true],
    date: ['2026-01-15'],
    timestamptz: ['2026-01-15T08:00:00Z', '2026-01-16T08:00:00Z'],
    time: ['08:00', '17:00'],
    jsonb: [{}, []],
    uuid: ['00000000-0000-4000-8000-000000000001'],
    bytea: [Buffer.alloc(32, 1)],
  };
  return [
    // Neither patterns nor lists of many codes in one text.
    ...list.filter((value = '') => value !== '' && value.length <= 100 && !/[\^$[\\%]/.test(value)),
    ...(base[type] ?? [1, 2, 0, 100]),
  ];
}

/**
 * Changes a draft so that what refused it does so no longer.
 *
 * @param attempt how often it was changed before.
 * @returns false where nothing helps.
 */
export async function mendDraft(
  sampling: Sampling,
  draft: Draft,
  error: unknown,
  attempt: number,
): Promise<boolean> {
  const refusal = refusalOf(sampling.catalog, draft, error);
  if (refusal.code === '23514') {
    if (attempt === 0 && (await divideTwins(sampling, draft, refusal))) return true;
    if (emptySpare(draft, refusal)) return true;
    if (attempt > MOST_ATTEMPTS) return false;
    return (await fillAbsent(sampling, draft, refusal)) || guessAgain(draft, refusal);
  }
  return refusal.code === '23505' && attempt <= MOST_ATTEMPTS && nameAnew(draft, refusal);
}

function refusalOf(catalog: Catalog, { table, given, guesses }: Draft, error: unknown): Refusal {
  const { code, constraint, detail = '' } = error as { code?: string; constraint?: string; detail?: string };
  const check = catalog.checks.find((each) => each.name === constraint && each.table === table);
  const column = check?.columns.find((each) => guesses.has(each) && !(each in given));
  if (column === undefined) return { code, detail, check, guess: undefined };
  const type = catalog.columns.find((each) => each.table === table && each.column === column)?.type ?? 'text';
  const next = candidates(catalog, table, column, type)[(guesses.get(column) ?? 0) + 1];
  return { code, detail, check, guess: { column, next } };
}

/** Two references to one table that must not be the same row, e.g. a set and what is in it. */
async function divideTwins(
  { catalog, rowOf }: Sampling,
  { row, tenant }: Draft,
  { check }: Refusal,
): Promise<boolean> {
  const twin = check === undefined ? undefined : twinOf(catalog, check, row);
  if (twin === undefined) return false;
  row[twin.column] = (await rowOf(twin.parent, tenant, 'another'))[twin.parentColumn];
  return true;
}

/** A reference that says more than the row can keep, e.g. the order of a lead that is still new. */
function emptySpare({ row, given, optional }: Draft, { check, guess }: Refusal): boolean {
  if (guess?.next !== undefined) return false;
  const spare = check?.columns.filter((each) => optional.has(each) && each in row && !(each in given)) ?? [];
  for (const each of spare) delete row[each];
  return spare.length > 0;
}

/** One of several references has to be there, e.g. what an exclusion excludes: the first will do. */
async function fillAbsent(sampling: Sampling, draft: Draft, { check, guess }: Refusal): Promise<boolean> {
  if (guess !== undefined) return false;
  const { row, table } = draft;
  const absent = sampling.catalog.foreignKeys.find(
    (each) =>
      each.table === table &&
      each.columns.some((name) => name !== 'tenant_id' && !(name in row) && check?.columns.includes(name)),
  );
  if (absent === undefined) return false;
  const parent = await parentRow(sampling, absent, draft.tenant);
  absent.columns.forEach((name, i) => {
    row[name] ??= parent[absent.parentColumns[i] ?? ''];
  });
  return true;
}

function guessAgain({ row, guesses }: Draft, { guess }: Refusal): boolean {
  if (guess?.next === undefined) return false;
  guesses.set(guess.column, (guesses.get(guess.column) ?? 0) + 1);
  row[guess.column] = guess.next;
  return true;
}

/** A text that another row has. */
function nameAnew({ row, guesses }: Draft, { detail }: Refusal): boolean {
  const taken = /^Key \(([^)]*)\)/.exec(detail)?.[1]?.split(', ') ?? [];
  const same = taken.find((each) => guesses.has(each) && typeof row[each] === 'string');
  if (same === undefined) return false;
  row[same] = `${row[same]}2`;
  return true;
}

/** The second of two references to the same row that a check compares. */
function twinOf(
  catalog: Catalog,
  check: Check,
  row: SampleRow,
): { column: string; parent: string; parentColumn: string } | undefined {
  const compared = catalog.foreignKeys
    .filter((each) => each.table === check.table)
    .flatMap((each) =>
      each.columns.map((column, i) => ({
        column,
        parent: each.parent,
        parentColumn: each.parentColumns[i] ?? '',
      })),
    )
    .filter(({ column }) => column !== 'tenant_id' && check.columns.includes(column));
  return compared.find((second) =>
    compared.some(
      (first) =>
        first.column < second.column &&
        first.parent === second.parent &&
        // A member is a person, of whom each tenant of a test has one.
        first.parent !== 'sys_tenant_members' &&
        row[first.column] !== undefined &&
        row[first.column] === row[second.column],
    ),
  );
}

/** The row that a foreign key points at. One outside the tenant tables is a user or a permission, which are there already. */
export async function parentRow(
  { database, rowOf }: Sampling,
  foreignKey: ForeignKey,
  tenant: TestTenant,
): Promise<SampleRow> {
  if (foreignKey.columns.includes('tenant_id')) return rowOf(foreignKey.parent, tenant);
  const own = foreignKey.parent === 'sys_users' ? { id: tenant.ownerId } : {};
  return (await database.knex(foreignKey.parent).where(own).first()) as SampleRow;
}
