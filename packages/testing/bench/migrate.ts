/**
 * What it takes to migrate an empty database to all domains: erp against psql with the exported SQL, and against stock
 * Knex with the same migrations over a network that delays everything. Fresh databases on one server, in turns; prints
 * medians and ratios.
 *
 * ROUNDS (5) and DELAY (20 milliseconds each way) make it smaller or larger; psql has to be in the PATH.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { applyPlan, SILENT } from '@erp/engine/apply';
import { openSession, releaseLock, takeLock } from '@erp/engine/connection';
import { exportSql, migrationSource } from '@erp/engine/export';
import { readLedger } from '@erp/engine/ledger';
import { planMigrations } from '@erp/engine/plan';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { type ConnectionSettings, connectionUrl } from '@erp/postgres/connection';
import knexFactory, { type Knex } from 'knex';
import { emptyDatabase } from '../src/database.ts';
import { slowWire } from './slow-wire.ts';

const rounds = Number(process.env.ROUNDS ?? 5);
const delay = Number(process.env.DELAY ?? 20);
const root = findWorkspaceRoot(import.meta.dirname);
const workspace = await discoverDomains(root);
const { order } = workspace;
const directory = mkdtempSync(join(tmpdir(), 'erp-bench-'));
const script = join(directory, 'plan.sql');
const nothing = { exists: false, rows: [] };
const [whole] = await exportSql(nothing, planMigrations(workspace, nothing), false, new Map());
writeFileSync(script, whole?.sql ?? '');

const run = promisify(execFile);

type Contender = (settings: ConnectionSettings) => Promise<unknown>;

/** What `erp migrate` does when the program has been started and has read the domains. */
const engine: Contender = async (settings) => {
  const session = await openSession(settings);
  await readLedger(session);
  await takeLock(session, 60_000, () => {});
  const ledger = await readLedger(session);
  await applyPlan(session, ledger, planMigrations(workspace, ledger), SILENT);
  await releaseLock(session);
  await session.close();
};

const command: Contender = (settings) =>
  run(process.execPath, [join(root, 'apps/runner/bin/erp.js'), 'migrate'], {
    env: { ...process.env, DATABASE_URL: connectionUrl(settings) },
  });

const psql: Contender = (settings) =>
  run('psql', ['-qX', '-v', 'ON_ERROR_STOP=1', '-f', script, connectionUrl(settings)], {
    env: { ...process.env, PGOPTIONS: '--client-min-messages=warning' },
  });

const stockKnex: Contender = async (settings) => {
  const knex = knexFactory({ client: 'pg', connection: settings as Knex.PgConnectionConfig });
  await knex.migrate.latest({ migrationSource: migrationSource(order) });
  await knex.destroy();
};

async function timed(contender: Contender, wire?: number): Promise<number> {
  const database = await emptyDatabase();
  const way = wire === undefined ? undefined : await slowWire(database.settings, wire);
  const start = performance.now();
  await contender(way?.settings ?? database.settings);
  const seconds = (performance.now() - start) / 1000;
  way?.close();
  await database.drop();
  return seconds;
}

/** Seconds of each contender, in turns, so that a busy moment of the machine does not fall upon one of them alone. */
async function inTurns(
  contenders: readonly Contender[],
  count: number,
  wire?: number,
): Promise<(readonly number[])[]> {
  const seconds: number[][] = contenders.map(() => []);
  for (let round = 0; round < count; round++)
    for (const [i, contender] of contenders.entries()) seconds[i]?.push(await timed(contender, wire));
  return seconds;
}

function median(seconds: readonly number[] | undefined): number {
  return [...(seconds ?? [])].sort((a, b) => a - b)[seconds === undefined ? 0 : seconds.length >> 1] ?? 0;
}

function report(rows: readonly (readonly [string, number])[], against: number): void {
  console.log('| | seconds | ratio |\n|---|---|---|');
  for (const [name, seconds] of rows)
    console.log(`| ${name} | ${seconds.toFixed(2)} | **${(seconds / against).toFixed(2)}** |`);
}

try {
  console.log(
    `${workspace.domains.length} domains, ${order.steps.length} steps; ${rounds} rounds, medians\n`,
  );
  // The first round compiles the migrations.
  await inTurns([engine, command, psql], 1);
  const near = (await inTurns([psql, engine, command, stockKnex], rounds)).map(median);
  console.log('On the spot:\n');
  const names = ['psql, the exported SQL', 'erp, connected', 'pnpm erp migrate, all in all', 'stock Knex'];
  report(
    names.map((name, i) => [name, near[i] ?? 0] as const),
    near[0] ?? 0,
  );

  const [far = [], farCommand = [], farKnex = []] = await inTurns([engine, command, stockKnex], 1, delay);
  console.log(`\nOver a network with ${delay} ms each way:\n`);
  report(
    [
      ['erp, connected', median(far)],
      ['pnpm erp migrate, all in all', median(farCommand)],
      ['stock Knex', median(farKnex)],
    ],
    median(far),
  );
} finally {
  rmSync(directory, { recursive: true });
}
