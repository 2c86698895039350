/**
 * Orders, their lines and their payments into empty tables of the live schema: `erp seed` against raw COPY of the same
 * bytes, knex.batchInsert of the same rows, and drizzle-seed into equivalent tables. Prints rows, seconds, ratios of
 * the rates, and the peak memory of the process that seeds. Fails on nothing.
 *
 * ORDERS="10000 100000 1000000" are the sizes.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession } from '@erp/engine/connection';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import type { AnyFactory } from '@erp/kit/factory';
import { connectionUrl } from '@erp/postgres/connection';
import { openEmbedded } from '@erp/postgres/embedded';
import { prepareDemo } from '../src/demo.ts';
import { provideTenants } from '../src/tenants.ts';
import { drizzleSeed, knexBatchInsert, rawCopy, writeBytes } from './contenders.ts';
import { SALES, TENANT } from './sales.ts';

/** The slow ones are measured on so many orders at most; rates do not grow with size. */
const SLOW = 20_000;

const sizes = (process.env.ORDERS ?? '10000 100000 1000000').split(' ').map(Number);
const root = findWorkspaceRoot(import.meta.dirname);
const directory = await mkdtemp(join(tmpdir(), 'erp-seed-bench-'));
const server = await openEmbedded({ directory: join(directory, 'server'), discard: true });
const administrator = await openSession(server.settings);
const settingsOf = (database: string) => ({ ...server.settings, database });
try {
  console.log(
    '| orders | rows | erp seed s | rows/s | peak MB | COPY s | ratio | COPY with triggers s | ratio | knex ratio | drizzle-seed ratio |\n|---|---|---|---|---|---|---|---|---|---|---|',
  );
  for (const orders of sizes) console.log(await compare(orders));
} finally {
  await administrator.close();
  await server.close();
  await rm(directory, { recursive: true, force: true });
}

async function compare(orders: number): Promise<string> {
  const base = `base_${orders}`;
  await administrator.query(`CREATE DATABASE ${base}`);
  erp(base, ['migrate', '--only', 'orders']);
  const { tenant, factories } = await demoOf(base);
  const units = Math.max(1, Math.round(orders / (factories[0]?.count(tenant) ?? 1)));
  load(base, units, 'channels,crm,products');

  const clone = async (name: string) => {
    await administrator.query(`CREATE DATABASE ${name} TEMPLATE ${base}`);
    return name;
  };
  const drop = (name: string) => administrator.query(`DROP DATABASE ${name} WITH (FORCE)`);

  const ours = await clone('ours');
  const seeded = load(ours, units, 'orders');
  await drop(ours);

  const bytes = join(directory, 'bytes');
  const rows = await writeBytes(bytes, factories, (await demoOf(base)).tenant, units);
  const plain = await clone('plain');
  const copy = await rawCopy(settingsOf(plain), bytes, factories, false);
  await drop(plain);
  const live = await clone('live');
  const copyLive = orders > SLOW ? undefined : await rawCopy(settingsOf(live), bytes, factories, true);
  await drop(live);

  const few = Math.max(1, Math.min(units, Math.round(SLOW / (factories[0]?.count(tenant) ?? 1))));
  const fewBytes = join(directory, 'few');
  const fewRows = await writeBytes(fewBytes, factories, tenant, few);
  const batch = await clone('batch');
  const knex = await knexBatchInsert(settingsOf(batch), fewBytes, factories);
  await drop(batch);
  const other = await clone('drizzle');
  const drizzleRows = {
    orders: Math.min(orders, SLOW),
    items: Math.min(orders, SLOW) * 2,
    payments: Math.min(orders, SLOW),
  };
  const drizzle = await drizzleSeed(settingsOf(other), drizzleRows);
  await drop(other);
  await drop(base);

  const rate = seeded.rows / seeded.seconds;
  const ratio = (otherRows: number, seconds: number) => `**${(rate / (otherRows / seconds)).toFixed(1)}**`;
  const cells = [
    orders.toLocaleString('en-US'),
    seeded.rows.toLocaleString('en-US'),
    seeded.seconds.toFixed(2),
    Math.round(rate).toLocaleString('en-US'),
    seeded.peakMegabytes.toFixed(0),
    copy.toFixed(2),
    ratio(rows, copy),
    copyLive?.toFixed(2) ?? '',
    copyLive === undefined ? '' : ratio(rows, copyLive),
    ratio(fewRows, knex),
    ratio(drizzleRows.orders * 4, drizzle),
  ];
  return `| ${cells.join(' | ')} |`;
}

async function demoOf(database: string) {
  const session = await openSession(settingsOf(database));
  const demo = await prepareDemo(session, await discoverDomains(root), {
    tenants: 3,
    only: [TENANT],
    scale: 1,
  });
  const [tenant] = await session.transaction((trx) => provideTenants(demo.tenantSeeds, trx, demo.profiles));
  const { domains } = await demo.plan(true);
  await session.close();
  const factories = domains
    .flatMap((domain) => domain.tables.map((table) => table.factory as AnyFactory))
    .filter((factory) => SALES.includes(factory.table));
  if (tenant === undefined) throw new Error('The demo has no tenant.');
  return { tenant, factories };
}

function load(database: string, units: number, domain: string) {
  const script = join(import.meta.dirname, 'load-sales.ts');
  const answer = execFileSync(
    process.execPath,
    ['--import', 'tsx', script, JSON.stringify(settingsOf(database)), String(units), domain],
    { encoding: 'utf8' },
  );
  return JSON.parse(answer) as { rows: number; seconds: number; peakMegabytes: number };
}

function erp(database: string, args: readonly string[]): void {
  execFileSync(process.execPath, [join(root, 'apps/runner/bin/erp.js'), ...args], {
    env: { ...process.env, DATABASE_URL: connectionUrl(settingsOf(database)) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
