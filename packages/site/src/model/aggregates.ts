import type { CatalogReference } from './catalog.ts';

/** Tables of a domain that are told together: one that stands by itself, and what is nothing without it. */
export interface Aggregate {
  /** The table that the others belong to, or the first of them. */
  readonly root: string;
  /** What the picture is called: the root, unless these are the tables that belong nowhere. */
  readonly title: string;
  /** Sorted, with the root first. */
  readonly tables: readonly string[];
}

/** More tables than that cannot be read in one picture. */
export const MOST_IN_PICTURE = 15;

/** Tables that nearly everything refers to: an arrow to them says nothing. */
export const HUBS: ReadonlySet<string> = new Set(['sys_tenants', 'sys_tenant_members', 'sys_users']);

/**
 * Divides the tables of a domain into aggregates of at most fifteen. A table belongs to the one without which its rows
 * cannot be: a reference that is required and deletes with it. Small ones join what they are most connected with.
 *
 * @param tables names of the domain's tables, sorted.
 * @param primaryKeys columns of the primary key by table.
 */
export function divideIntoAggregates(
  tables: readonly string[],
  references: readonly CatalogReference[],
  primaryKeys: ReadonlyMap<string, readonly string[]>,
): readonly Aggregate[] {
  const inside = references.filter(
    ({ table, target }) => table !== target && tables.includes(table) && tables.includes(target),
  );
  const parents = new Map(tables.flatMap((table) => parentOf(table, inside, primaryKeys)));
  const groups = new Map<string, string[]>();
  for (const table of tables) {
    const root = rootOf(table, parents);
    groups.set(root, [...(groups.get(root) ?? []), table]);
  }
  const whole = [...groups].flatMap(([root, members]) => cut(root, members, parents));
  return gatherRest(join(whole, inside)).map(({ root, title, tables: members }) => ({
    root,
    title,
    tables: [root, ...members.filter((each) => each !== root)],
  }));
}

function parentOf(
  table: string,
  inside: readonly CatalogReference[],
  primaryKeys: ReadonlyMap<string, readonly string[]>,
): [string, string][] {
  const owners = inside.filter(
    (each) => each.table === table && each.on_delete === 'cascade' && each.required && !HUBS.has(each.target),
  );
  const key = primaryKeys.get(table) ?? [];
  const first = owners.find(({ columns }) => columns.every((column) => key.includes(column))) ?? owners[0];
  return first === undefined ? [] : [[table, first.target]];
}

function rootOf(table: string, parents: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let root = table;
  for (let next = parents.get(root); next !== undefined && !seen.has(next); next = parents.get(root)) {
    seen.add(root);
    root = next;
  }
  return root;
}

/** An aggregate that is not called yet. */
type Group = Pick<Aggregate, 'root' | 'tables'>;

/** Small ones that are connected with none are told together at the end. */
function gatherRest(groups: readonly Group[]): Aggregate[] {
  const small = groups.filter(({ tables }) => tables.length < FEW);
  const rest = small.length < 2 ? [] : small.flatMap(({ tables }) => tables).sort();
  const named = groups.filter((each) => rest.length === 0 || !small.includes(each));
  const gathered: Aggregate[] = [];
  for (let at = 0; at < rest.length; at += MOST_IN_PICTURE) {
    const tables = rest.slice(at, at + MOST_IN_PICTURE);
    gathered.push({ root: tables[0] ?? '', title: 'further tables', tables });
  }
  return [...named.map((each) => ({ ...each, title: each.root })), ...gathered];
}

/** An aggregate with more tables than a picture holds is told by its parts, each with what belongs to it. */
function cut(root: string, members: readonly string[], parents: ReadonlyMap<string, string>): Group[] {
  if (members.length <= MOST_IN_PICTURE) return [{ root, tables: members }];
  const parts = new Map<string, string[]>();
  for (const table of members) {
    let part = table;
    while (part !== root && parents.get(part) !== root) part = parents.get(part) ?? root;
    parts.set(part, [...(parts.get(part) ?? []), table]);
  }
  const own = [...parts]
    .filter(([part, tables]) => part === root || tables.length === 1)
    .flatMap(([, tables]) => tables);
  const larger = [...parts].filter(([part, tables]) => part !== root && tables.length > 1);
  const pieces: Group[] = [];
  for (let at = 0; at < own.length; at += MOST_IN_PICTURE) {
    const tables = own.slice(at, at + MOST_IN_PICTURE);
    pieces.push({ root: tables.includes(root) ? root : (tables[0] ?? root), tables });
  }
  return [...pieces, ...larger.flatMap(([part, tables]) => cut(part, tables, parents))];
}

/** Few tables do not make a picture: the smallest join what they are most connected with, while there is room. */
function join(aggregates: readonly Group[], inside: readonly CatalogReference[]): Group[] {
  const joined = [...aggregates];
  const settled = new Set<string>();
  for (;;) {
    const small = joined
      .filter(({ root, tables }) => tables.length < FEW && !settled.has(root))
      .sort((a, b) => a.tables.length - b.tables.length || (a.root < b.root ? -1 : 1))[0];
    if (small === undefined) return joined;
    const partner = partnerOf(small, joined, inside);
    settled.add(small.root);
    if (partner === undefined) continue;
    joined.splice(joined.indexOf(small), 1);
    const tables = [...partner.tables, ...small.tables].sort();
    joined[joined.indexOf(partner)] = { root: partner.root, tables };
  }
}

const FEW = 3;

function partnerOf(
  small: Group,
  all: readonly Group[],
  inside: readonly CatalogReference[],
): Group | undefined {
  const ties = (other: Group) =>
    inside.filter(
      ({ table, target }) =>
        (small.tables.includes(table) && other.tables.includes(target)) ||
        (small.tables.includes(target) && other.tables.includes(table)),
    ).length;
  return all
    .filter((each) => each !== small && each.tables.length + small.tables.length <= MOST_IN_PICTURE)
    .map((each) => ({ each, ties: ties(each) }))
    .filter(({ ties: count }) => count > 0)
    .sort((a, b) => b.ties - a.ties || (a.each.root < b.each.root ? -1 : 1))[0]?.each;
}
