import { existsSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import {
  embeddedStatus,
  openEmbedded,
  resetEmbedded,
  startEmbedded,
  stopEmbedded,
} from '@erp/postgres/embedded';
import pg from 'pg';
import { isAlive, scratchDirectory } from './holder.ts';

const directory = scratchDirectory('postgres');
afterAll(async () => {
  await stopEmbedded({ directory });
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

async function answers(databaseUrl: string | undefined): Promise<unknown> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query('SELECT current_database() AS name, current_setting($1) AS addresses', [
    'listen_addresses',
  ]);
  await client.end();
  return rows[0];
}

function occupy(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

it('stays with TCP on loopback until it is stopped, and others join it', async () => {
  const started = await startEmbedded({ directory });
  expect(started).toMatchObject({ state: 'running', stays: true });
  expect(started.databaseUrl).toMatch(/^postgres:\/\/postgres:[\w-]{32}@127\.0\.0\.1:\d+\/erp$/);
  expect(await answers(started.databaseUrl)).toEqual({ name: 'erp', addresses: '127.0.0.1' });

  const joined = await openEmbedded({ directory });
  expect(await embeddedStatus({ directory })).toMatchObject({ pid: started.pid });
  await joined.close();
  expect(isAlive(started.pid ?? 0)).toBe(true);
  expect(await startEmbedded({ directory })).toEqual(started);

  expect(await stopEmbedded({ directory })).toBe(true);
  expect(isAlive(started.pid ?? 0)).toBe(false);
  expect(await stopEmbedded({ directory })).toBe(false);
});

it('keeps its port, takes another while that is taken, and comes back to it', async () => {
  const portOf = async () => Number(new URL((await startEmbedded({ directory })).databaseUrl ?? '').port);
  const port = await portOf();
  await stopEmbedded({ directory });
  const squatter = await occupy(port);
  const other = await portOf();
  expect(other).not.toBe(port);
  await stopEmbedded({ directory });
  await new Promise((resolve) => squatter.close(resolve));
  expect(await portOf()).toBe(port);
  await stopEmbedded({ directory });
});

it('refuses TCP while a command uses the server without, and says which', async () => {
  const joined = await openEmbedded({ directory });
  await expect(startEmbedded({ directory })).rejects.toMatchObject({ code: 'embedded_postgres_in_use' });
  await joined.close();
});

it('resets to an empty database', async () => {
  const before = await openEmbedded({ directory });
  const client = new pg.Client(before.settings as pg.ClientConfig);
  await client.connect();
  await client.query('CREATE TABLE gone ()');
  await client.end();
  await before.close();
  await resetEmbedded({ directory });
  await resetEmbedded({ directory });
  expect(existsSync(join(directory, 'data'))).toBe(false);
  expect(await embeddedStatus({ directory })).toMatchObject({ state: 'absent' });
  const after = await openEmbedded({ directory });
  const fresh = new pg.Client(after.settings as pg.ClientConfig);
  await fresh.connect();
  expect((await fresh.query(`SELECT to_regclass('gone') AS gone`)).rows).toEqual([{ gone: null }]);
  await fresh.end();
  await after.close();
});
