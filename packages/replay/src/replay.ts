import { readLedger } from '@erp/engine/ledger';
import { discoverDomains, findWorkspaceRoot, type Project } from '@erp/engine/project';
import { type Breach, checkInvariants, loadInvariants } from '@erp/invariants/invariants';
import { prepareDemo } from '@erp/seed/demo';
import { SILENT } from '@erp/seed/progress';
import { type EmptyDatabase, filledDatabase } from '@erp/testing/database';
import type { Client } from 'pg';
import { readCatalog } from './catalog.ts';
import { type Compared, compareStories, type Difference } from './compare.ts';
import { type Demo, readDemo } from './demo.ts';
import { provideEmptyTenant } from './empty-tenant.ts';
import { type Cast, playStep, type Stage } from './player.ts';
import { type Row, readRows, type Value } from './row.ts';
import { partOf, type Sample } from './sample.ts';
import type { Step } from './step.ts';
import type { DomainStories, Story } from './story.ts';
import { installStoryClock } from './story-clock.ts';

/** A database with a demo, whose clock is the story's. */
export interface ReplayDatabase extends EmptyDatabase {
  readonly owner: Client;
  readonly workspace: Project;
  /** Numbers of the demo tenants, by their slugs. */
  readonly demos: ReadonlyMap<string, string>;
}

/** What came of playing the stories of one demo tenant. */
export interface Replayed {
  readonly slug: string;
  readonly domains: readonly DomainReplayed[];
  readonly differences: readonly Difference[];
  /** Rows that no function writes, by table. */
  readonly inserted: ReadonlyMap<string, number>;
  /** Calls, by function. */
  readonly calls: ReadonlyMap<string, number>;
  /** Rows of the demo that no story tells of, by table. */
  readonly untold: ReadonlyMap<string, number>;
}

interface DomainReplayed extends Compared {
  readonly domain: string;
  readonly stories: number;
}

/**
 * Seeds a demo in a database of its own, and puts the story's clock into it.
 *
 * @param tenants how many demo tenants.
 * @param domains these and what they depend on; all when not given.
 */
export async function openReplayDatabase(
  tenants: number,
  domains?: readonly string[],
): Promise<ReplayDatabase> {
  const workspace = await discoverDomains(findWorkspaceRoot(import.meta.dirname));
  const database = await filledDatabase(
    `demo_${tenants}`,
    async (session) => {
      const demo = await prepareDemo(session, workspace, { tenants, scale: 1, domains });
      await demo.load(await demo.plan(), SILENT);
    },
    domains === undefined ? {} : { domains },
  );
  const owner = await database.connect();
  await owner.query("SET TimeZone = 'UTC'");
  await installStoryClock(owner);
  const { rows } = await owner.query<{ slug: string; id: string }>(
    'SELECT slug, id FROM sys_tenants ORDER BY id',
  );
  return { ...database, owner, workspace, demos: new Map(rows.map(({ slug, id }) => [slug, id])) };
}

/**
 * Plays the stories of a demo tenant on an empty one and compares what comes of it.
 *
 * @param sample how much of them; all when not given.
 */
export async function replayTenant(
  database: ReplayDatabase,
  slug: string,
  domains: readonly DomainStories[],
  sample?: Sample,
): Promise<Replayed> {
  const { owner } = database;
  const catalog = await readCatalog(owner);
  const demo = await readDemo(owner, catalog, database.demos.get(slug) as string);
  const cast: Cast = { numbers: new Map(), inserted: new Map(), calls: new Map() };
  const translate = translation(demo, domains, cast);
  const tenant = await provideEmptyTenant(owner, demo, cast);
  const stage: Stage = {
    catalog,
    tenant,
    cast,
    translate,
    app: await connectAs(database, 'erp_replay_app', 'erp_app'),
    job: await connectAs(database, 'erp_replay_job', 'erp_service'),
  };
  const told = domains.flatMap((domain) => domain.stories(demo));
  const part = partOf(told, sample);
  const { stories } = part;
  const refused = await playStories(stage, stories);
  const here = new Map<string, readonly Row[]>();
  for (const table of catalog.values()) here.set(table.name, await readRows(owner, table, tenant));
  const comparison = { catalog, domains, numbers: cast.numbers, here, translate };
  const { differences, compared } = compareStories(comparison, part, new Set(refused.keys()));
  return {
    slug,
    domains: domains.map(({ domain }) => ({
      domain,
      stories: stories.filter((story) => story.domain === domain).length,
      ...(compared.get(domain) ?? { rows: 0, columns: 0, given: 0 }),
    })),
    differences: [...refused.values(), ...differences],
    inserted: cast.inserted,
    calls: cast.calls,
    untold: untoldRows(demo, domains, told),
  };
}

/**
 * Asks every rule of the business of all rows there are: those of the demos, and those that functions have made of its
 * stories.
 */
export async function askInvariants(
  database: ReplayDatabase,
): Promise<{ readonly asked: number; readonly breaches: readonly Breach[] }> {
  const session = await database.session();
  const invariants = await loadInvariants(database.workspace, await readLedger(session));
  return { asked: invariants.length, breaches: await checkInvariants(session, invariants) };
}

/** Plays all steps of all stories in the order of time. What is refused ends its story and is told. */
async function playStories(stage: Stage, stories: readonly Story[]): Promise<Map<Story, Difference>> {
  const refused = new Map<Story, Difference>();
  const steps: { story: Story; step: Step; order: number }[] = [];
  for (const story of stories) {
    for (const step of story.steps) steps.push({ story, step, order: steps.length });
  }
  steps.sort(
    (a, b) =>
      (a.step.at < b.step.at ? -1 : a.step.at > b.step.at ? 1 : 0) ||
      Number(a.step.last) - Number(b.step.last) ||
      a.order - b.order,
  );
  for (const { story, step } of steps) {
    if (refused.has(story)) continue;
    try {
      await playStep(stage, step);
    } catch (error) {
      const { message, detail, code } = error as { message: string; detail?: string; code?: string };
      refused.set(story, {
        domain: story.domain,
        story: story.name,
        what: `${step.what} at ${step.at} by ${step.by} was refused: ${message}${code === undefined ? '' : ` (${code})`}${detail === undefined ? '' : ` ${detail}`}`,
      });
    }
  }
  return refused;
}

/** What a column of a row of the demo has on the tenant that is played on: numbers of rows are others there. */
function translation(demo: Demo, domains: readonly DomainStories[], cast: Cast): Stage['translate'] {
  const there = (table: string, number: Value): Value => {
    if (number === null) return null;
    const found = cast.numbers.get(`${table}:${String(number)}`);
    if (found === undefined) throw new Error(`${table} ${String(number)} of the demo has no row here`);
    return /^\d+$/.test(found) && typeof number === 'number' ? Number(found) : found;
  };
  return (name, column, row) => {
    const value = row[column] as Value;
    if (column === 'tenant_id' || value === null || value === undefined) return value ?? null;
    const translated = domains.flatMap((domain) => domain.translates?.[name]?.[column] ?? [])[0];
    if (translated !== undefined) return translated(value, row, there, demo);
    const parent = demo.table(name).parents.get(column);
    if (parent !== undefined) return there(parent, value);
    for (const domain of domains) {
      const table = domain.numbers?.[name]?.[column]?.(row);
      if (table !== undefined) return there(table, value);
    }
    return value;
  };
}

/** A session of a login role that is a member of one of the schema's, and nothing else. */
async function connectAs(database: EmptyDatabase, role: string, group: string): Promise<Client> {
  const client = await database.connect();
  await client.query(`
    SET TimeZone = 'UTC';
    DO $$ BEGIN
      PERFORM pg_advisory_lock(hashtext('${role}'));
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
        CREATE ROLE ${role} LOGIN IN ROLE ${group};
      END IF;
      PERFORM pg_advisory_unlock(hashtext('${role}'));
    END $$;
    SET SESSION AUTHORIZATION ${role}`);
  return client;
}

function untoldRows(
  demo: Demo,
  domains: readonly DomainStories[],
  stories: readonly Story[],
): ReadonlyMap<string, number> {
  const told = new Set(stories.flatMap((story) => story.rows.map(({ row }) => row)));
  const leftOut = new Set(domains.flatMap((domain) => Object.keys(domain.leftOut ?? {})));
  const untold = new Map<string, number>();
  for (const table of demo.catalog.keys()) {
    if (leftOut.has(table)) continue;
    const count = demo.rows(table).filter((row) => !told.has(row)).length;
    if (count > 0) untold.set(table, count);
  }
  return untold;
}
