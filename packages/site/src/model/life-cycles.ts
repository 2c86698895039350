import type { Catalog, CatalogSession } from './catalog.ts';
import type { FunctionFacts } from './function-facts.ts';

/** How the status of the rows of a table moves. */
export interface LifeCycle {
  readonly table: string;
  /** What a row is called, with its article: `an order`. */
  readonly called: string;
  /** Every status, in the order in which the table lists them. */
  readonly statuses: readonly string[];
  readonly paths: readonly { readonly from: string; readonly to: string }[];
  /** What to call for a change. */
  readonly instead: string;
}

/** Where a function of two statuses says whether one leads to the other. */
const ALLOWS = /^(.+)_transition_allowed$/;

/**
 * The life cycles of the schema: those that `app.guard_status` holds by a trigger, whose paths are JSON or a function of
 * two statuses, and those that a function `transition_<thing>` keeps by `<thing>_transition_allowed`. Such a function is
 * asked for every pair.
 *
 * @param facts what the functions do.
 * @param valuesOf what a column of a table takes; undefined where it takes anything.
 */
export async function readLifeCycles(
  session: CatalogSession,
  catalog: Catalog,
  facts: ReadonlyMap<string, FunctionFacts>,
  valuesOf: (table: string, column: string) => readonly string[] | undefined,
): Promise<readonly LifeCycle[]> {
  const ask = async (name: string, statuses: readonly string[]) =>
    catalog.functions.some((each) => each.name === name) ? askPaths(session, name, statuses) : [];
  const cycles: LifeCycle[] = [];
  const held = new Set<string>();
  for (const trigger of catalog.triggers) {
    if (trigger.function !== 'guard_status') continue;
    const [called = '', told = '', instead = ''] = trigger.arguments;
    const statuses = valuesOf(trigger.table, 'status') ?? [];
    const paths = told.startsWith('{') ? pathsOf(told) : await ask(told, statuses);
    held.add(told);
    cycles.push({ table: trigger.table, called, statuses, instead, paths });
  }
  for (const { name } of catalog.functions) {
    const thing = ALLOWS.exec(name)?.[1];
    if (thing === undefined || held.has(name)) continue;
    for (const table of facts.get(`transition_${thing}`)?.changes.keys() ?? []) {
      const values = COLUMNS.flatMap((column) => valuesOf(table, column) ?? []);
      const paths = await ask(name, [...new Set(values)]);
      if (paths.length === 0) continue;
      const statuses = [...new Set(values)].filter((each) =>
        paths.some(({ from, to }) => from === each || to === each),
      );
      const called = `${/^[aeiou]/.test(thing) ? 'an' : 'a'} ${thing.replaceAll('_', ' ')}`;
      cycles.push({ table, called, statuses, paths, instead: `Call app.transition_${thing}.` });
      break;
    }
  }
  return cycles.sort((a, b) => (a.table < b.table ? -1 : 1));
}

/** Columns that say where a row stands. */
const COLUMNS = ['stage', 'status'];

function pathsOf(json: string): LifeCycle['paths'] {
  const paths = JSON.parse(json) as Record<string, string[]>;
  return Object.entries(paths).flatMap(([from, all]) => all.map((to) => ({ from, to })));
}

async function askPaths(
  session: CatalogSession,
  name: string,
  statuses: readonly string[],
): Promise<LifeCycle['paths']> {
  return session.query<{ from: string; to: string }>(
    `SELECT f.status AS "from", t.status AS "to"
       FROM unnest($1::text[]) WITH ORDINALITY AS f (status, place), unnest($1::text[]) WITH ORDINALITY AS t (status, place)
      WHERE f.status <> t.status AND app.${name}(f.status, t.status) ORDER BY f.place, t.place`,
    [[...statuses]],
  );
}
