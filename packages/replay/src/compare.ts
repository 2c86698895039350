import type { Catalog, Table } from './catalog.ts';
import { keyOf, type Row, type Value } from './row.ts';
import type { Part } from './sample.ts';
import type { DomainStories, Pairing, Story, StoryRow } from './story.ts';

/** What is not as the demo has it. */
export interface Difference {
  readonly domain: string;
  readonly story: string;
  readonly what: string;
}

/** What was compared of a domain. */
export interface Compared {
  rows: number;
  columns: number;
  /** Columns that were written as they are, because no function writes the row. */
  given: number;
}

/** What comparing needs to know. */
export interface Comparison {
  readonly catalog: Catalog;
  readonly domains: readonly DomainStories[];
  readonly numbers: Map<string, string>;
  /** Rows of the tenant that was played on, by table. */
  readonly here: ReadonlyMap<string, readonly Row[]>;
  translate(table: string, column: string, row: Row): Value;
}

/** Columns that name the tenant or number the rows. */
const NUMBERS = new Set(['tenant_id', 'id']);

/**
 * Compares every row of the stories with the one that came of it.
 *
 * @param failed stories in which a step was refused: what is missing of them was told already.
 */
export function compareStories(
  comparison: Comparison,
  { stories, goesOn, more }: Part,
  failed: ReadonlySet<Story>,
): { readonly differences: readonly Difference[]; readonly compared: ReadonlyMap<string, Compared> } {
  const differences: Difference[] = [];
  const compared = new Map<string, Compared>();
  const told = stories.flatMap((story) => story.rows.map((each) => ({ story, ...each })));
  const byTable = groupBy(told, ({ table }) => table);
  const excluded = mergedByTable(comparison.domains, (domain) => domain.notDerivable);
  for (const name of parentsFirst(comparison.catalog, [...byTable.keys()])) {
    const table = comparison.catalog.get(name) as Table;
    const rows = byTable.get(name) ?? [];
    const found = pairRows(comparison, table, rows);
    for (const each of rows) {
      const { story, row } = each;
      const tell = (what: string) => differences.push({ domain: story.domain, story: story.name, what });
      const there = found.get(row);
      const isOpen = goesOn(story, row);
      if (there === undefined) {
        if (!failed.has(story) && !isOpen)
          tell(`${name} ${keyOf(table, row)} was not made: ${JSON.stringify(row)}`);
        continue;
      }
      if (isOpen) continue;
      const sum = compared.get(story.domain) ?? { rows: 0, columns: 0, given: 0 };
      compared.set(story.domain, sum);
      sum.rows += 1;
      for (const { name: column } of table.columns) {
        if (NUMBERS.has(column) || excluded.get(name)?.has(column)) continue;
        sum.columns += 1;
        if (each.given.has(column)) sum.given += 1;
        const wrong = compareColumn(comparison, name, column, row, there);
        if (wrong !== undefined && !failed.has(story)) tell(wrong);
      }
    }
    if (more.includes(name) || comparison.domains.some((each) => each.more?.[name] !== undefined)) continue;
    const domain = rows[0]?.story.domain ?? '';
    const claimed = new Set(found.values());
    for (const row of comparison.here.get(name) ?? []) {
      if (!claimed.has(row))
        differences.push({
          domain,
          story: '',
          what: `${name} ${keyOf(table, row)} is nowhere in the demo: ${JSON.stringify(row)}`,
        });
    }
  }
  return { differences, compared };
}

function compareColumn(
  comparison: Comparison,
  table: string,
  column: string,
  row: Row,
  there: Row,
): string | undefined {
  const found = there[column] as Value;
  let expected: Value;
  try {
    expected = comparison.translate(table, column, row);
  } catch (error) {
    return `${table} ${String(row.id ?? '')}.${column}: ${(error as Error).message}`;
  }
  const [a, b] = [canonical(expected), canonical(found)];
  return a === b
    ? undefined
    : `${table} ${String(row.id ?? '')}.${column}: the demo has ${a}, the functions ${b}`;
}

/** The same text for the same value: numbers as text, keys in order. */
function canonical(value: Value): string {
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return value;
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value, (_key, each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

/** Finds for each row of the demo the one that came of it. */
function pairRows(
  { catalog: _catalog, ...comparison }: Comparison,
  table: Table,
  told: readonly StoryRow[],
): ReadonlyMap<Row, Row> {
  const here = comparison.here.get(table.name) ?? [];
  const byKey = new Map(here.map((row) => [keyOf(table, row), row]));
  const found = new Map<Row, Row>();
  const claimed = new Set<Row>();
  const open: Row[] = [];
  for (const { row } of told) {
    const number =
      comparison.numbers.get(`${table.name}:${keyOf(table, row)}`) ?? ownKey(comparison, table, row);
    const there = number === undefined ? undefined : byKey.get(number);
    if (there !== undefined && !claimed.has(there)) {
      found.set(row, there);
      claimed.add(there);
    } else if (number === undefined) open.push(row);
  }
  const pairing = pairingOf(comparison.domains, table);
  const left = groupBy(
    here.filter((row) => !claimed.has(row)),
    (row) => groupOf(pairing, (column) => row[column] as Value),
  );
  const wanted = groupBy(open, (row) =>
    groupOf(pairing, (column) => attempt(() => comparison.translate(table.name, column, row))),
  );
  for (const [group, rows] of wanted) {
    const candidates = ordered(left.get(group) ?? [], pairing);
    for (const [index, row] of ordered(rows, pairing).entries()) {
      const there = candidates[index];
      if (there === undefined) continue;
      found.set(row, there);
      comparison.numbers.set(`${table.name}:${keyOf(table, row)}`, keyOf(table, there));
    }
  }
  return found;
}

/** The key of a row that has no number of its own. */
function ownKey(comparison: Pick<Comparison, 'translate'>, table: Table, row: Row): string | undefined {
  if (table.key.includes('id')) return undefined;
  return table.key
    .map((column) => String(attempt(() => comparison.translate(table.name, column, row))))
    .join('/');
}

function pairingOf(domains: readonly DomainStories[], table: Table): Pairing {
  const named = domains.map((domain) => domain.pairs?.[table.name]).find((each) => each !== undefined);
  return named ?? { within: [...table.parents.keys()], order: [] };
}

const groupOf = (pairing: Pairing, value: (column: string) => Value) =>
  pairing.within.map((column) => canonical(value(column))).join(' ');

/** By the columns that order them, then by their numbers. */
function ordered(rows: readonly Row[], { order }: Pairing): readonly Row[] {
  const compare = (a: Value | undefined, b: Value | undefined) =>
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a) < String(b)
        ? -1
        : String(a) > String(b)
          ? 1
          : 0;
  return [...rows].sort((a, b) => {
    for (const column of [...order, 'id']) {
      const result = compare(a[column], b[column]);
      if (result !== 0) return result;
    }
    return 0;
  });
}

function attempt(value: () => Value): Value {
  try {
    return value();
  } catch {
    return 'not made';
  }
}

function mergedByTable(
  domains: readonly DomainStories[],
  pick: (domain: DomainStories) => Readonly<Record<string, Readonly<Record<string, string>>>> | undefined,
): ReadonlyMap<string, ReadonlySet<string>> {
  const merged = new Map<string, Set<string>>();
  for (const domain of domains) {
    for (const [table, columns] of Object.entries(pick(domain) ?? {})) {
      const names = merged.get(table) ?? new Set();
      for (const column of Object.keys(columns)) names.add(column);
      merged.set(table, names);
    }
  }
  return merged;
}

/** Tables in an order in which whom rows belong to comes first. */
function parentsFirst(catalog: Catalog, tables: readonly string[]): readonly string[] {
  const done = new Set<string>();
  const visit = (name: string, open: ReadonlySet<string>) => {
    if (done.has(name) || open.has(name)) return;
    for (const parent of catalog.get(name)?.parents.values() ?? []) visit(parent, new Set([...open, name]));
    done.add(name);
  };
  for (const table of tables) visit(table, new Set());
  return [...done].filter((name) => tables.includes(name));
}

function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
