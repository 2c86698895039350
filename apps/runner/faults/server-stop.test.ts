import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/discover';
import { type EmbeddedServer, embeddedStatus, openEmbedded } from '@erp/postgres/embedded';
import { ask, moments, publish, survives, type Tally, type Target, type Work, workOn } from './survives.ts';

/** The server is stopped at once, as by a loss of power, while a runner is at work; it recovers when it starts again. */
const directory = mkdtempSync(join(tmpdir(), 'erp-stop-'));
const root = findWorkspaceRoot(import.meta.dirname);
const tallies: Tally[] = [];
let server: EmbeddedServer;
let databases = 0;

jest.setTimeout(24 * 60 * 60_000);
beforeAll(async () => {
  server = await openEmbedded({ directory });
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
  publish(tallies);
});

const { up, down, sow } = workOn(() => root);

/** A database on that server; where it is reached may be another place after each start. */
async function empty(): Promise<Target> {
  databases += 1;
  const database = `struck_${databases}`;
  await ask(server, `CREATE DATABASE ${database}`);
  return {
    get settings() {
      return { ...server.settings, database };
    },
    drop: async () => void (await ask(server, `DROP DATABASE ${database} WITH (FORCE)`)),
  };
}

async function installed(): Promise<Target> {
  const database = await empty();
  await up(database.settings);
  return database;
}

async function stopAtOnce(database: Target, work: Work, delay: number): Promise<void> {
  const running = work(database.settings).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, delay));
  const { pid } = await embeddedStatus({ directory });
  process.kill(pid as number, 'SIGQUIT');
  await running;
  await server.close();
  server = await openEmbedded({ directory });
}

test('the server is stopped at once during a migrate', async () => {
  tallies.push(await survives('immediate stop, migrate', empty, up, up, moments(3, stopAtOnce)));
});

test('the server is stopped at once during a rollback', async () => {
  tallies.push(await survives('immediate stop, rollback', installed, down, down, moments(2, stopAtOnce)));
});

test('the server is stopped at once during a seed', async () => {
  tallies.push(await survives('immediate stop, seed', installed, sow, sow, moments(4, stopAtOnce)));
});
