import type { Session } from '@erp/engine/connection';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { Knex } from 'knex';
import { takeOff } from './bulk-load.ts';
import type { ChunkOrder } from './chunk.ts';
import type { Companion } from './companions.ts';
import type { Generators } from './generators.ts';
import { type Load, loadsOf, type Piece, piecesOf } from './loads.ts';
import { makePartitions } from './make-partitions.ts';
import { openTables } from './open-tables.ts';
import type { DomainPlan, TablePlan } from './plan.ts';
import { PART, type RunShare, type SeedProgress } from './progress.ts';
import { explainRefusal, rowsLost } from './refusal.ts';
import { recordSeeds, type SeedRecord } from './seed-records.ts';
import { analyzeWritten } from './statistics.ts';
import { tableTransaction } from './table-transaction.ts';
import { type DemoSettings, FIRST_OWN_NUMBER } from './tenants.ts';

/** Aggregates from which building indexes at the end beats keeping them up. */
const BULK_FROM = 1_500;

/** What was seeded into a table. */
export interface LoadedTable {
  readonly domain: string;
  readonly table: string;
  readonly rows: number;
  readonly milliseconds: number;
}

/** What every domain of a run is loaded with. */
export interface LoadRun {
  readonly session: Session;
  readonly settings: DemoSettings;
  /** Makes the chunks of all domains of the run, in the order in which `loadDomain` is called with them. */
  readonly generators: Generators;
  /** Whose rows are about records of any domain, with the tenants that have them. */
  readonly companions: readonly Companion[];
  readonly tenants: readonly DemoTenant[];
  /** Slugs of tenants of which some rows were made by factories that have changed since. */
  readonly older: ReadonlySet<string>;
  readonly progress: SeedProgress;
}

/** A domain in its transaction. */
interface Loading extends LoadRun {
  readonly plan: DomainPlan;
  readonly share: (part: number) => RunShare;
  readonly trx: Knex;
}

/**
 * Loads one domain: all of it in one transaction, or nothing.
 *
 * @param share what of the run is done when so much of this domain is, from 0 to 1.
 * @returns what was loaded, table by table, the rows of companions included.
 * @throws {Problem} when a table refuses its rows.
 */
export async function loadDomain(
  run: LoadRun,
  plan: DomainPlan,
  share: (part: number) => RunShare,
): Promise<readonly LoadedTable[]> {
  const { domain } = plan;
  const { progress } = run;
  const tenants = run.tenants.filter(({ slug }) => !run.older.has(slug) || isFilled(plan, slug));
  const start = performance.now();
  const done: LoadedTable[] = [];
  const waiting = {
    what: `Loading ${domain.name}`,
    next: `Nothing of ${domain.name} was kept; what was loaded before stays. When it is done: pnpm seed`,
    waits: progress.waits,
  };
  await tableTransaction(run.session, waiting, async (trx) => {
    await trx.raw(
      "SET LOCAL maintenance_work_mem = '128MB'; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off",
    );
    const loading: Loading = { ...run, tenants, plan, share, trx };
    const phase = phasesOf(progress, domain.name);
    const names = namesOf(plan);
    await phase('partitions', () => makePartitions(trx, names, run.settings));
    const loads = loadsOf(plan, tenants);
    const { bulk, empty, restore, close } = await phase('tables opened', () => open(trx, names, loads));
    done.push(...(await phase('rows', () => fillTables(loading, loads, bulk, empty))));
    await phase('figures', async () => plan.domain.seeds.beforeKeys?.(trx, tenants));
    // Checks what was not taken off; a table whose rows wait for their check cannot be altered.
    progress.step(domain.name, 'checks of keys', share(PART.fill));
    await phase('keys checked', () => trx.raw('SET CONSTRAINTS ALL IMMEDIATE'));
    await phase('indexes and keys built', () => putBack(loading, restore));
    await phase('tables closed', async () => {
      await advanceNumbers(trx, plan.tables);
      await close();
    });
    // Before anything asks them something, and together with their rows: a run that goes on behind a killed one would
    // otherwise plan by what that one left.
    progress.step(domain.name, 'statistics', share(PART.fill + PART.restore));
    const loaded = await phase('statistics', () => analyzeWritten(trx));
    const filled = await phase('tables opened', () => openFilled(trx, plan, loads));
    await phase('figures', () => finish(loading));
    await phase('indexes and keys built', () => putBack(loading, filled.restore));
    done.push(...(await phase('notes', () => accompany(loading))));
    // Figures change columns of other domains, and fill their tables: stock moves with what was sold.
    progress.step(domain.name, 'statistics', share(1));
    await phase('statistics', () => analyzeWritten(trx, loaded));
  });
  progress.committed(
    domain.name,
    done.reduce((sum, table) => sum + table.rows, 0),
    performance.now() - start,
  );
  return done;
}

/** What a domain computes over the rows of a tenant is about rows that it loads: those of another story have none of them. */
function isFilled(plan: DomainPlan, slug: string): boolean {
  return plan.tables.some(({ ranges }) => ranges.some((range) => range.slug === slug));
}

/** Tells how long each phase of a domain took. */
function phasesOf(progress: SeedProgress, domain: string) {
  return async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    const result = await work();
    progress.phase(domain, name, performance.now() - start);
    return result;
  };
}

/** Lets rows into the tables of a domain: no triggers, and no keys and indexes where much is coming. */
async function open(trx: Knex, names: readonly string[], loads: readonly Load[]) {
  const bulk = await bulkTables(
    trx,
    loads.map(({ factory, aggregates }) => ({ table: factory.table, aggregates })),
  );
  const close = await openTables(trx, names);
  const { restore } = await takeOff(trx, bulk);
  const empty = await emptied(trx, bulk);
  // What points in a circle is complete at the end; what was not taken off is checked then.
  await trx.raw('SET CONSTRAINTS ALL DEFERRED');
  return { bulk, empty, restore, close };
}

/** The same for the tables of other domains that `finish` is going to fill. */
async function openFilled(trx: Knex, { domain }: DomainPlan, loads: readonly Load[]) {
  const aggregates = Math.max(0, ...loads.map((load) => load.aggregates));
  const { fills = [] } = domain.seeds;
  return takeOff(
    trx,
    await bulkTables(
      trx,
      fills.map((table) => ({ table, aggregates })),
    ),
  );
}

function namesOf(plan: DomainPlan): string[] {
  return plan.tables.map((table) => table.factory.table as string);
}

/** Fills the tables, then records what they hold. */
async function fillTables(
  loading: Loading,
  loads: readonly Load[],
  bulk: readonly string[],
  empty: ReadonlySet<string>,
): Promise<LoadedTable[]> {
  const { progress, share, trx } = loading;
  const domain = loading.plan.domain.name;
  const whole = loads.reduce((sum, load) => sum + load.aggregates, 0) || 1;
  const filling = new Map(
    loads.map((load): [Load, Filling] => [load, { rows: new Map(), aggregates: 0, milliseconds: 0 }]),
  );
  let made = 0;
  for (const piece of piecesOf(loading.plan.domain.file, loads)) {
    const { load } = piece;
    const { table } = load.factory;
    const filled = filling.get(load) as Filling;
    const start = performance.now();
    await send(loading, piece, empty.has(table), ({ tenant, from, to }, rows) => {
      filled.rows.set(tenant.slug, (filled.rows.get(tenant.slug) ?? 0) + rows);
      filled.aggregates += to - from;
      made += to - from;
      progress.rows(domain, table, rowsOf(filled), share((PART.fill * made) / whole));
    });
    filled.milliseconds += performance.now() - start;
    if (filled.aggregates < load.aggregates) continue;
    const way = bulk.includes(table) ? 'bulk' : 'plain';
    progress.filled(domain, table, rowsOf(filled), filled.milliseconds, way);
  }
  await recordSeeds(
    trx,
    [...filling].flatMap(([load, { rows }]) => recordsOf(loading, load, rows)),
  );
  // Of those without an aggregate the rows come from elsewhere, e.g. with those of other domains.
  return [...filling]
    .filter(([load]) => load.aggregates > 0)
    .map(([{ factory }, filled]) => ({
      domain,
      table: factory.table,
      rows: rowsOf(filled),
      milliseconds: filled.milliseconds,
    }));
}

/** A table that is being filled, piece by piece. */
interface Filling {
  /** By the slug of their tenant. */
  readonly rows: Map<string, number>;
  aggregates: number;
  milliseconds: number;
}

function rowsOf({ rows }: Filling): number {
  return [...rows.values()].reduce((sum, count) => sum + count, 0);
}

/** What a table now holds of each tenant, to be recorded. */
function recordsOf(
  { plan: { domain }, settings, tenants }: Loading,
  { factory, ranges }: Load,
  written: ReadonlyMap<string, number>,
): Omit<SeedRecord, 'slug'>[] {
  const ids = new Map(tenants.map((tenant) => [tenant.slug, tenant.id]));
  return ranges.map(({ slug, to, rows: before }) => ({
    tenantId: ids.get(slug) as number,
    table: factory.table,
    domain: domain.name,
    scale: factory.fixed ? 1 : to,
    rows: before + (written.get(slug) ?? 0),
    seed: settings.seed,
    until: settings.until,
    generator: domain.generator,
  }));
}

/** Puts back the keys and indexes that were taken off. */
async function putBack(
  { plan: { domain }, progress, share, trx }: Loading,
  restore: Awaited<ReturnType<typeof takeOff>>['restore'],
): Promise<void> {
  for (const [index, { name, sql }] of restore.entries()) {
    progress.step(domain.name, name, share(PART.fill + (PART.restore * index) / restore.length));
    await trx.raw(escaped(sql)).catch((error: unknown) => {
      throw explainRefusal(domain.name, name, error);
    });
  }
}

/** Computes the figures that the domain keeps about its rows. */
async function finish({ plan: { domain }, progress, share, trx, tenants }: Loading): Promise<void> {
  if (domain.seeds.finish === undefined) return;
  progress.step(domain.name, 'figures', share(1 - PART.figures));
  await domain.seeds.finish(trx, tenants);
}

/** Has companions write their rows about what was loaded. */
async function accompany({ plan, companions, progress, trx, tenants }: Loading): Promise<LoadedTable[]> {
  const done: LoadedTable[] = [];
  const names = namesOf(plan);
  for (const companion of companions) {
    const start = performance.now();
    const theirs = tenants.filter(({ slug }) => companion.slugs.has(slug));
    for (const { table, rows } of await companion.accompany(trx, theirs, new Set(names))) {
      if (rows === 0) continue;
      const milliseconds = performance.now() - start;
      done.push({ domain: companion.domain, table, rows, milliseconds });
      progress.filled(companion.domain, table, rows, milliseconds, 'plain');
    }
  }
  return done;
}

/** The tables for which building indexes at the end is worth it: much is coming, and no more is there. */
async function bulkTables(
  trx: Knex,
  coming: readonly { readonly table: string; readonly aggregates: number }[],
): Promise<readonly string[]> {
  const many = coming.filter(({ aggregates }) => aggregates >= BULK_FROM);
  if (many.length === 0) return [];
  const answer = await trx.raw<{ rows: { table: string; worth: boolean }[] }>(
    many
      .map(
        () =>
          `SELECT c.relname AS "table",
             c.relkind = 'r' AND (SELECT count(*) FROM (SELECT FROM ?? LIMIT ?) there) < ? AS worth
           FROM pg_class c WHERE c.oid = ?::text::regclass`,
      )
      .join(' UNION ALL '),
    many.flatMap(({ table, aggregates }) => [table, aggregates, aggregates, table]),
  );
  return answer.rows.filter(({ worth }) => worth).map(({ table }) => table);
}

/**
 * Empties the tables that hold nothing and that nothing points at any more: what is written into them in the same
 * transaction needs no write-ahead log where wal_level is minimal, and can be frozen at once.
 *
 * @param tables those whose keys were taken off.
 */
async function emptied(trx: Knex, tables: readonly string[]): Promise<ReadonlySet<string>> {
  if (tables.length === 0) return new Set();
  const answer = await trx.raw<{ rows: { table: string }[] }>(
    tables
      .map(
        () =>
          `SELECT ?::text AS "table" WHERE NOT EXISTS (SELECT FROM ??) AND NOT EXISTS (
             SELECT FROM pg_constraint WHERE contype = 'f' AND confrelid = ?::text::regclass)`,
      )
      .join(' UNION ALL '),
    tables.flatMap((table) => [table, table, table]),
  );
  const empty = answer.rows.map(({ table }) => table);
  if (empty.length > 0) await trx.raw(`TRUNCATE ${empty.map((table) => `"${table}"`).join(', ')}`);
  return new Set(empty);
}

/** Sends a piece; tells of each chunk how many rows it has. */
async function send(
  { session, plan, generators }: Loading,
  { load: { factory }, orders }: Piece,
  empty: boolean,
  told: (order: ChunkOrder, rows: number) => void,
): Promise<void> {
  let made = 0;
  async function* bytes() {
    for (const order of orders) {
      const chunk = await generators.next();
      made += chunk.rows;
      told(order, chunk.rows);
      if (chunk.rows > 0) yield chunk.bytes;
    }
  }
  const columns = factory.columns.map((column: string) => `"${column}"`).join(', ');
  try {
    // Rows of a table that this transaction has emptied need no later visit by VACUUM.
    const freeze = empty ? ' (FREEZE)' : '';
    const taken = await session.copyIn(`COPY "${factory.table}" (${columns}) FROM STDIN${freeze}`, bytes());
    generators.taken();
    if (taken !== made) throw rowsLost(plan.domain.name, factory.table, taken, made);
  } catch (error) {
    throw explainRefusal(plan.domain.name, factory.table, error);
  }
}

/** Numbers that the database gives out by itself start behind those that seeds use, also those of a larger scale. */
async function advanceNumbers(trx: Knex, tables: readonly TablePlan[]): Promise<void> {
  const numbered = tables.filter(({ factory }) => factory.identity).map(({ factory }) => factory.table);
  if (numbered.length === 0) return;
  const answer = await trx.raw<{ rows: { sequence: string }[] }>(
    "SELECT pg_get_serial_sequence(name, 'id') AS sequence FROM unnest(?::text[]) AS t (name)",
    [numbered],
  );
  await trx.raw(
    answer.rows
      .map(
        ({ sequence }) =>
          `SELECT setval('${sequence}', ${FIRST_OWN_NUMBER}, false) FROM ${sequence} WHERE last_value < ${FIRST_OWN_NUMBER}`,
      )
      .join(' UNION ALL '),
  );
}

/** Knex reads a question mark as a place for a value; these statements come from the catalog as they are. */
function escaped(sql: string): string {
  return sql.replaceAll('?', '\\?');
}
