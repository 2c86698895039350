import { join, relative } from 'node:path';
import { nearestName } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import type { LinkStep } from '../steps/step.ts';
import { readTableChanges } from '../steps/table-changes.ts';
import type { DomainPackage } from './domain-package.ts';

/** What links are checked against. */
export interface LinkSurroundings {
  /** Absolute path of the checkout. */
  readonly root: string;
  /** The domains that were read. */
  readonly domains: readonly DomainPackage[];
  /** Names of all domains of the checkout, those that were not read among them. */
  readonly names: readonly string[];
  /** Whether an entry of a package.json is part of a circle that is reported already. */
  readonly onCircle: (from: string, to: string) => boolean;
}

/**
 * Makes sure that each link can be bound once its domains are there: both columns exist, and the domain that it waits
 * for is one of the checkout. Whether that one is installed is asked by the plan.
 */
export async function checkLinks(
  surroundings: LinkSurroundings,
  report: (problem: Problem) => void,
): Promise<void> {
  const byName = new Map(surroundings.domains.map((domain) => [domain.name, domain]));
  const names = new Set(surroundings.names);
  const columnsOf = columnsByDomain();
  for (const domain of surroundings.domains) {
    const file = relative(surroundings.root, join(domain.directory, 'links.ts'));
    for (const step of domain.links) {
      const { link } = step;
      const unknown = names.has(link.domain) ? undefined : unknownTarget(surroundings, file, step);
      if (unknown !== undefined) report(unknown);
      for (const [owner, end] of [
        [domain, link.from],
        [byName.get(link.domain), link.to],
      ] as const) {
        const problem = owner && (await unknownColumn(file, step, owner, end, columnsOf));
        if (problem !== undefined) report(problem);
      }
      if (domain.name === link.domain || domain.dependencies.includes(link.domain)) {
        // The way out of a circle is the link: then the entry is the one too many.
        if (!surroundings.onCircle(domain.name, link.domain)) report(needless(file, domain, step));
      }
    }
  }
}

function unknownTarget(
  { domains, names }: LinkSurroundings,
  file: string,
  { name, link }: LinkStep,
): Problem {
  const owner = domains.find((domain) => domain.tables.has(link.to.table))?.name;
  const meant = owner ?? nearestName(link.domain, names);
  return new Problem({
    code: 'link_unknown_domain',
    message: `The link ${name} waits for the domain ${link.domain}, which does not exist.`,
    detail: [
      `${file}: ${link.from.table}.${link.from.column} → ${link.to.table}.${link.to.column}, domain: '${link.domain}'`,
      ...(owner === undefined ? [] : [`${link.to.table} is a table of ${owner}.`]),
      `The domains are ${names.join(', ')}.`,
    ].join('\n'),
    hint:
      meant === undefined
        ? `Correct the name in ${file}, or start it: pnpm new domain ${link.domain}`
        : `Did you mean '${meant}'? Correct it in ${file}.`,
  });
}

/** Columns by table. */
type Columns = Map<string, Set<string>>;
type ColumnsOf = (domain: DomainPackage) => Promise<{ columns: Columns; unseen: string | undefined }>;

/** Reads the columns that the migrations of a domain make, once for all of its links. */
function columnsByDomain(): ColumnsOf {
  const known = new Map<DomainPackage, ReturnType<ColumnsOf>>();
  return (domain) => {
    const found = known.get(domain) ?? madeColumns(domain);
    known.set(domain, found);
    return found;
  };
}

/** @returns `unseen`: text of what may make more; undefined where anything may. */
async function madeColumns(domain: DomainPackage): ReturnType<ColumnsOf> {
  const columns: Columns = new Map();
  const columnsOf = (table: string) => {
    const found = columns.get(table) ?? new Set();
    columns.set(table, found);
    return found;
  };
  let unseen: string | undefined = '';
  for (const migration of domain.migrations) {
    const { changes, complete } = await readTableChanges(migration);
    if (!complete) unseen = undefined;
    for (const change of changes) {
      if (change.kind === 'table') columns.set(change.table, new Set());
      if (change.kind === 'column') columnsOf(change.table).add(change.column);
      if (change.kind === 'column-dropped') columnsOf(change.table).delete(change.column);
      if (change.kind === 'table-dropped') columns.delete(change.table);
      if (change.kind === 'table-renamed') {
        columns.set(change.to, columnsOf(change.table));
        columns.delete(change.table);
      }
      if (change.kind === 'opaque' && unseen !== undefined) unseen += `${change.text}\n`;
    }
  }
  return { columns, unseen };
}

/**
 * The problem of a column that its domain does not have: neither by tables.ts, which is behind while a migration is
 * new, nor by its migrations.
 */
async function unknownColumn(
  file: string,
  { name }: LinkStep,
  owner: DomainPackage,
  { table, column }: { readonly table: string; readonly column: string },
  columnsOf: ColumnsOf,
): Promise<Problem | undefined> {
  // A domain that is only begun is waited for.
  if (owner.migrations.length === 0 || owner.tables.get(table)?.has(column)) return undefined;
  const { columns: made, unseen } = await columnsOf(owner);
  if (made.get(table)?.has(column)) return undefined;
  // Code that only a database can run may make it; a link that cannot be bound then says so.
  if (unseen === undefined || unseen.includes(column)) return undefined;
  const columns = new Set([...(owner.tables.get(table) ?? []), ...(made.get(table) ?? [])]);
  const tables = [...new Set([...owner.tables.keys(), ...made.keys()])].sort();
  const meant = columns.size === 0 ? nearestName(table, tables) : nearestName(column, columns);
  return new Problem({
    code: 'link_unknown_column',
    message: `The link ${name} names ${table}.${column}, which ${owner.name} does not have.`,
    detail:
      columns.size === 0
        ? `${file}; tables of ${owner.name}: ${tables.join(', ') || 'none'}`
        : `${file}; columns of ${table}: ${[...columns].join(', ')}`,
    hint:
      meant === undefined
        ? `Correct the name in ${file}, or add it: pnpm new migration ${owner.name} "add ${table}.${column}"`
        : `Did you mean '${columns.size === 0 ? `${meant}.${column}` : `${table}.${meant}`}'? Correct it in ${file}.`,
  });
}

function needless(file: string, domain: DomainPackage, { link }: LinkStep): Problem {
  return new Problem({
    code: 'link_needless',
    message: `${domain.name} links to ${link.domain}, although it ${domain.name === link.domain ? 'is its own domain' : 'depends on it'}.`,
    detail: `${file}: ${link.from.table}.${link.from.column} → ${link.to.table}.${link.to.column}`,
    hint: 'Make it a foreign key of a migration: tenantForeign(table, …).',
  });
}
