import { onePerPair, type Picture, type PictureNode, twoTipped } from '../layout/picture.ts';
import { HUBS, MOST_IN_PICTURE } from '../model/aggregates.ts';
import type { LifeCycle } from '../model/life-cycles.ts';
import type { DomainEntry, ReferenceEntry, SiteModel, TableEntry } from '../model/site-model.ts';
import { domainPath, tablePath } from './paths.ts';

/** Columns that say nothing about a table in a picture. */
const STAMPS = new Set(['tenant_id', 'created_at', 'updated_at', 'created_by', 'updated_by', 'deleted_at']);
const MOST_LINES = 6;

/** The domains; what is depended on by way of another domain is left out. Links are dashed. */
export function domainsPicture(model: SiteModel): Picture {
  const { domains } = model;
  const reached = (from: string): Set<string> => {
    const own = domains.find(({ name }) => name === from)?.dependsOn ?? [];
    return new Set(own.flatMap((each) => [each, ...reached(each)]));
  };
  const edges = domains.flatMap(({ name, dependsOn, linksTo }) => [
    ...dependsOn
      .filter((each) => !dependsOn.some((other) => reached(other).has(each)))
      .map((to) => ({ from: name, to, tells: 'depends on it' })),
    ...linksTo.map((to) => ({ from: name, to, tells: 'linked', dashed: true })),
  ]);
  const nodes = domains.map(({ name, aggregates }): PictureNode => {
    const count = aggregates.reduce((sum, { tables }) => sum + tables.length, 0);
    return { id: name, title: name, lines: [`${count} tables`], look: 'own', page: domainPath(name) };
  });
  // What is installed last stands on top; only links run up.
  return { nodes: nodes.reverse(), edges: onePerPair(edges), direction: 'DOWN', inOrder: true };
}

/** What a domain holds, by names alone: a box per aggregate. */
export function overviewPicture(domain: DomainEntry, tables: readonly TableEntry[]): Picture {
  const homeOf = (table: string) => domain.aggregates.find((each) => each.tables.includes(table))?.root;
  const edges = tables
    .filter((each) => each.domain === domain.name)
    .flatMap((table) => shownReferences(table.references))
    .flatMap(({ table, target }) => {
      const from = homeOf(table);
      const to = homeOf(target);
      return from === undefined || to === undefined ? [] : [{ from, to, tells: `${table} → ${target}` }];
    });
  const nodes = domain.aggregates.map(
    ({ root, title, tables }): PictureNode => ({
      id: root,
      title,
      lines: tables.filter((each) => each !== title),
      look: 'own',
      page: `${domainPath(domain.name)}#picture-${root}`,
    }),
  );
  return { nodes, edges: onePerPair(edges), direction: 'RIGHT' };
}

/** The tables of an aggregate with their keys, and around them what they refer to, while there is room. */
export function aggregatePicture(members: readonly string[], model: SiteModel): Picture {
  const entries = members.flatMap((name) => model.tables.get(name) ?? []);
  const references = entries.flatMap((each) => shownReferences(each.references));
  const outside = [...new Set(references.map(({ target }) => target))]
    .filter((target) => !members.includes(target) && model.tables.has(target))
    .sort()
    .slice(0, Math.max(0, MOST_IN_PICTURE - members.length));
  const shown = new Set([...members, ...outside]);
  return {
    nodes: [
      ...entries.map((entry) => tableNode(entry, 'own')),
      ...outside.map((name): PictureNode => nameNode(name)),
    ],
    edges: onePerPair(references.filter(({ target }) => shown.has(target)).map(edgeOf)),
    direction: 'RIGHT',
  };
}

/** A picture of a table and its neighbors, with those that there was no room for. */
export interface Neighborhood {
  readonly picture: Picture;
  readonly leftOut: number;
}

/** A table in the middle, what refers to it on one side, what it refers to on the other. */
export function neighborhoodPicture(entry: TableEntry, model: SiteModel): Neighborhood {
  const told = (name: string) => name !== entry.name && model.tables.has(name);
  const own = shownReferences(entry.references).filter(({ target }) => told(target));
  const others = entry.referredBy.filter(({ table }) => told(table));
  const targets = [...new Set(own.map(({ target }) => target))].sort();
  const referring = [...new Set(others.map(({ table }) => table))]
    .filter((each) => !targets.includes(each))
    .sort();
  const most = MOST_IN_PICTURE - 1;
  const right = targets.slice(0, Math.max(most - referring.length, most / 2));
  const left = referring.slice(0, most - right.length);
  const shown = new Set([...left, ...right]);
  const edges = [
    ...others.filter(({ table }) => left.includes(table)),
    ...own.filter(({ target }) => right.includes(target)),
  ];
  return {
    picture: {
      nodes: [tableNode(entry, 'focus'), ...[...shown].map((name) => nameNode(name))],
      edges: onePerPair(edges.map(edgeOf)),
      direction: 'RIGHT',
    },
    leftOut: targets.length + referring.length - shown.size,
  };
}

/** The statuses of a life cycle and its paths. */
export function cyclePicture({ statuses, paths }: LifeCycle): Picture {
  return {
    nodes: statuses.map((status): PictureNode => ({ id: status, title: status, lines: [], look: 'state' })),
    edges: twoTipped(onePerPair(paths.map((each) => ({ ...each, tells: '' })))),
    direction: 'RIGHT',
    inOrder: true,
  };
}

/** Those that a picture shows: everything refers to tenants and members, and says so in its columns. */
function shownReferences(references: readonly ReferenceEntry[]): ReferenceEntry[] {
  return references.filter(({ target }) => !HUBS.has(target));
}

function edgeOf({ table, target, columns, link }: ReferenceEntry) {
  return { from: table, to: target, tells: columns.at(-1) ?? '', dashed: link };
}

function nameNode(name: string): PictureNode {
  return { id: name, title: name, lines: [], look: 'outside', page: tablePath(name) };
}

/** A table with what it is found by, what it refers to and where it stands. */
function tableNode(entry: TableEntry, look: PictureNode['look']): PictureNode {
  const telling = entry.columns.filter(
    ({ name, inPrimaryKey, target, values }) =>
      !STAMPS.has(name) &&
      (inPrimaryKey ||
        (target !== undefined && !HUBS.has(target)) ||
        (values !== undefined && /status|stage/.test(name))),
  );
  const lines = telling.slice(0, MOST_LINES).map(({ name }) => name);
  const more = telling.length - lines.length;
  return {
    id: entry.name,
    title: entry.name,
    lines: more > 0 ? [...lines, `… ${more} more`] : lines,
    look,
    page: tablePath(entry.name),
  };
}
