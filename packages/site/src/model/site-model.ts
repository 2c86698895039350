import { basename } from 'node:path';
import { allowedValues, describePermissions, type PermissionsOverview } from '@erp/engine/catalog';
import type { DomainPackage } from '@erp/engine/project';
import { type Aggregate, divideIntoAggregates } from './aggregates.ts';
import {
  type Catalog,
  type CatalogColumn,
  type CatalogConstraint,
  type CatalogFunction,
  type CatalogIndex,
  type CatalogPersonal,
  type CatalogPolicy,
  type CatalogReference,
  type CatalogSession,
  type CatalogTable,
  type CatalogTrigger,
  readCatalog,
} from './catalog.ts';
import { type Example, readExamples, runExamples } from './examples.ts';
import { type FunctionFacts, factsOfFunctions } from './function-facts.ts';
import { type LifeCycle, readLifeCycles } from './life-cycles.ts';
import { migrationsOfTables } from './made-by.ts';
import { type DemoTenant, findDemoTenant, readSamples, type Sample } from './samples.ts';
import { readTour, type TourTenant } from './tour.ts';

/** A column with all that is told of it. */
export interface ColumnEntry extends CatalogColumn {
  /** The closed list of what it takes, if it has one. */
  readonly values: readonly string[] | undefined;
  readonly personal: CatalogPersonal | undefined;
  /** Table that a reference with this column as its own part points at. */
  readonly target: string | undefined;
  readonly inPrimaryKey: boolean;
}

/** A reference, seen from either side. */
export interface ReferenceEntry extends CatalogReference {
  /** Whether it is a link, bound when both domains are there. */
  readonly link: boolean;
}

/** A table or view with all that is told of it. */
export interface TableEntry extends CatalogTable {
  /** Name of the domain that owns it. */
  readonly domain: string;
  readonly columns: readonly ColumnEntry[];
  readonly constraints: readonly CatalogConstraint[];
  readonly references: readonly ReferenceEntry[];
  /** References of other tables, and of itself, to it. */
  readonly referredBy: readonly ReferenceEntry[];
  readonly indexes: readonly CatalogIndex[];
  readonly policies: readonly CatalogPolicy[];
  readonly triggers: readonly CatalogTrigger[];
  /** Migration that made it, as the ledger names it. */
  readonly madeBy: string | undefined;
  readonly sample: Sample | undefined;
}

/** A function with all that is told of it. */
export interface FunctionEntry {
  readonly name: string;
  readonly domain: string;
  /** One for each list of arguments that it has. */
  readonly forms: readonly CatalogFunction[];
  readonly facts: FunctionFacts;
  /** Triggers that call it. */
  readonly triggers: readonly CatalogTrigger[];
  readonly example: Example | undefined;
}

/** A domain with all that is told of it. */
export interface DomainEntry {
  readonly name: string;
  readonly purpose: string;
  readonly owner: string;
  readonly dependsOn: readonly string[];
  readonly linksTo: readonly string[];
  readonly aggregates: readonly Aggregate[];
}

/** All that the site tells, read once. */
export interface SiteModel {
  /** In the order in which they are installed. */
  readonly domains: readonly DomainEntry[];
  /** Sorted by name. */
  readonly tables: ReadonlyMap<string, TableEntry>;
  readonly functions: ReadonlyMap<string, FunctionEntry>;
  readonly permissions: PermissionsOverview;
  readonly lifeCycles: readonly LifeCycle[];
  /** The tenant whose rows are shown; undefined on a database without demo. */
  readonly demo: DemoTenant | undefined;
  /** Its tenants, with who is there and what their rows tell. */
  readonly tour: readonly TourTenant[];
}

/**
 * Reads what the site tells: the catalog in one snapshot, the sources of the checkout, and examples on the demo, which
 * are rolled back.
 *
 * @param session on a migrated database; rows that its role does not see are missing.
 * @param domains those that the database has, in the order in which they are to be told.
 * @throws what the server says.
 */
export async function readSiteModel(
  session: CatalogSession,
  domains: readonly DomainPackage[],
): Promise<SiteModel> {
  const read = await inSnapshot(session, async () => {
    const catalog = await readCatalog(session);
    const facts = factsOfFunctions(catalog.functions, new Set(catalog.tables.map(({ name }) => name)));
    const demo = await findDemoTenant(session);
    return {
      catalog,
      facts,
      demo,
      samples: await readSamples(session, catalog, demo),
      lifeCycles: await readLifeCycles(session, catalog, facts, (table, column) =>
        valuesIn(catalog, table, column),
      ),
      permissions: await describePermissions(session, domains),
    };
  });
  const { catalog, facts, demo, samples, lifeCycles, permissions } = read;
  const examples = await runExamples(session, readExamples(domains), catalog.functions, demo);
  const tables = tableEntries(catalog, domains, samples);
  const functions = functionEntries(catalog, domains, facts, examples);
  return {
    domains: domains.map((each) => domainEntry(each, tables)),
    tables: new Map(tables.map((each) => [each.name, each])),
    functions: new Map(functions.map((each) => [each.name, each])),
    permissions,
    lifeCycles,
    demo,
    tour: await readTour(session, domains),
  };
}

/** Everything is read as it was at one moment, and times are shown in one zone wherever the server stands. */
async function inSnapshot<Result>(session: CatalogSession, work: () => Promise<Result>): Promise<Result> {
  await session.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  try {
    await session.query(`SET LOCAL TimeZone = 'UTC'`);
    return await work();
  } finally {
    await session.query('ROLLBACK');
  }
}

function valuesIn(catalog: Catalog, table: string, name: string): readonly string[] | undefined {
  const column = catalog.columns.find((each) => each.table === table && each.name === name);
  return column === undefined ? undefined : allowedValues(name, column.checks);
}

function tableEntries(
  catalog: Catalog,
  domains: readonly DomainPackage[],
  samples: ReadonlyMap<string, Sample>,
): TableEntry[] {
  const owners = ownersOfTables(catalog, domains);
  const links = new Set(
    domains.flatMap((each) => each.links.map(({ link }) => `${link.from.table}.${link.from.column}`)),
  );
  const madeBy = migrationsOfTables(domains, owners);
  const references = catalog.references.map((each) => ({
    ...each,
    link: links.has(`${each.table}.${each.columns.at(-1)}`),
  }));
  const referredBy = gatherBy(references, ({ target }) => target);
  const of = {
    columns: byTable(catalog.columns),
    constraints: byTable(catalog.constraints),
    references: byTable(references),
    indexes: byTable(catalog.indexes),
    policies: byTable(catalog.policies),
    triggers: byTable(catalog.triggers),
    personal: byTable(catalog.personal),
  };
  return catalog.tables.flatMap((table) => {
    const domain = owners.get(table.name);
    if (domain === undefined) return [];
    return [
      {
        ...table,
        domain,
        columns: columnEntries(table.name, of),
        constraints: of.constraints(table.name),
        references: of.references(table.name),
        referredBy: referredBy.get(table.name) ?? [],
        indexes: of.indexes(table.name),
        policies: of.policies(table.name),
        triggers: of.triggers(table.name),
        madeBy: madeBy.get(table.name),
        sample: samples.get(table.name),
      },
    ];
  });
}

/** Domains by their tables. A view has no row type; it belongs to the domain of the table whose name begins alike. */
function ownersOfTables(catalog: Catalog, domains: readonly DomainPackage[]): ReadonlyMap<string, string> {
  const owners = new Map(
    domains.flatMap(({ name, tables }) => [...tables.keys()].map((table) => [table, name] as const)),
  );
  const alike = (view: string) => {
    const [first = ''] = view.split('_');
    return [...owners].find(([table]) => table.startsWith(`${first}_`) || table === first)?.[1];
  };
  return new Map(
    catalog.tables.flatMap(({ name }) => {
      const owner = owners.get(name) ?? alike(name);
      return owner === undefined ? [] : [[name, owner] as const];
    }),
  );
}

/** The facts of each table, gathered once. */
function byTable<Fact extends { readonly table: string }>(
  facts: readonly Fact[],
): (table: string) => readonly Fact[] {
  const gathered = gatherBy(facts, ({ table }) => table);
  return (table) => gathered.get(table) ?? [];
}

function gatherBy<Fact>(
  facts: readonly Fact[],
  keyOf: (fact: Fact) => string,
): ReadonlyMap<string, readonly Fact[]> {
  const gathered = new Map<string, Fact[]>();
  for (const fact of facts) {
    const some = gathered.get(keyOf(fact));
    if (some === undefined) gathered.set(keyOf(fact), [fact]);
    else some.push(fact);
  }
  return gathered;
}

function columnEntries(
  table: string,
  of: {
    readonly columns: (table: string) => readonly CatalogColumn[];
    readonly constraints: (table: string) => readonly CatalogConstraint[];
    readonly references: (table: string) => readonly CatalogReference[];
    readonly personal: (table: string) => readonly CatalogPersonal[];
  },
): ColumnEntry[] {
  const key = of.constraints(table).find(({ kind }) => kind === 'primary');
  const references = of.references(table);
  const personal = of.personal(table);
  return of.columns(table).map((column) => ({
    ...column,
    values: allowedValues(column.name, column.checks),
    personal: personal.find((each) => each.column === column.name),
    target: references.find(({ columns }) => columns.at(-1) === column.name)?.target,
    inPrimaryKey: key?.columns.includes(column.name) === true,
  }));
}

function functionEntries(
  catalog: Catalog,
  domains: readonly DomainPackage[],
  facts: ReadonlyMap<string, FunctionFacts>,
  examples: readonly Example[],
): FunctionEntry[] {
  const owners = new Map(
    domains.flatMap((each) => each.functions.map(({ file }) => [basename(file, '.sql'), each.name])),
  );
  const names = [...new Set(catalog.functions.map(({ name }) => name))];
  return names.flatMap((name) => {
    const own = facts.get(name);
    if (own === undefined) return [];
    return {
      name,
      // Those that a migration makes are the foundation's.
      domain: owners.get(name) ?? domains[0]?.name ?? '',
      forms: catalog.functions.filter((each) => each.name === name),
      facts: own,
      triggers: catalog.triggers.filter((each) => each.function === name),
      example: examples.find((each) => each.of === name),
    };
  });
}

function domainEntry(domain: DomainPackage, tables: readonly TableEntry[]): DomainEntry {
  const own = tables.filter((each) => each.domain === domain.name && each.kind !== 'view');
  const keys = new Map(
    own.map(({ name, constraints }) => [
      name,
      constraints.find(({ kind }) => kind === 'primary')?.columns ?? [],
    ]),
  );
  return {
    name: domain.name,
    purpose: domain.definition.purpose,
    owner: domain.definition.owner,
    dependsOn: domain.dependencies,
    linksTo: [...new Set(domain.links.map(({ link }) => link.domain))].sort(),
    aggregates: divideIntoAggregates(
      own.map(({ name }) => name),
      own.flatMap(({ references }) => references),
      keys,
    ),
  };
}
