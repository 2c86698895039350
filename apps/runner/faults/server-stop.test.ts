import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import { type EmbeddedServer, embeddedStatus, openEmbedded } from '@erp/postgres/embedded';
import {
  ask,
  isKilled,
  moments,
  publish,
  survives,
  type Target,
  type Trial,
  type Work,
  workOn,
} from './survives.ts';

/** The server is stopped at once while a runner is at work, and recovers when it starts again. */
const directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'erp-stop-'));
const root = findWorkspaceRoot(import.meta.dirname);
let server: EmbeddedServer;
let databases = 0;

jest.setTimeout(24 * 60 * 60_000);
beforeAll(async () => {
  server = await openEmbedded({ directory });
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
  publish();
});

const { up, down, load } = workOn(() => root);

/** A database on that server; where it is reached may be another place after each start. */
async function empty(): Promise<Target> {
  databases += 1;
  const database = `killed_${databases}`;
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

async function stopAtOnce(database: Target, work: Work, delay: number): Promise<boolean> {
  const killed = isKilled(work(database.settings));
  await new Promise((resolve) => setTimeout(resolve, delay));
  const { pid } = await embeddedStatus({ directory });
  process.kill(pid as number, 'SIGQUIT');
  const hit = await killed;
  await server.close();
  server = await openEmbedded({ directory });
  return hit;
}

test.each<Trial>([
  { what: 'immediate stop, migrate', prepare: empty, work: up, finish: up, whole: true },
  { what: 'immediate stop, rollback', prepare: installed, work: down, finish: down, whole: true },
  { what: 'immediate stop, rollback, then migrate', prepare: installed, work: down, finish: up, whole: true },
  { what: 'immediate stop, seed', prepare: installed, work: load, finish: load },
])('the server is stopped at once: $what', async (trial) => {
  await survives(trial, moments(stopAtOnce));
});
