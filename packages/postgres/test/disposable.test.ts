import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { openTestServer } from '@erp/postgres/disposable';
import { embeddedStatus, openEmbedded } from '@erp/postgres/embedded';
import { eventually, isAlive, scratchDirectory, startHolder } from './holder.ts';

const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
});

it('is one server for all processes of the checkout', async () => {
  const first = await startHolder(null);
  const second = await startHolder(null);
  const { data, host, pid } = first.answer;
  expect(second.answer).toMatchObject({ data, host, pid });
  await first.close();
  expect(isAlive(pid)).toBe(true);
  await second.close();
});

it.each(['close', 'kill'] as const)('is gone without a trace after the last %s', async (way) => {
  const directory = scratchDirectory('test server');
  const options = { directory, fast: true, discard: true };
  const first = await startHolder(options);
  const second = await startHolder(options);
  const { host, pid } = first.answer;
  await first[way]();
  expect(isAlive(pid)).toBe(true);
  await second[way]();
  expect(await eventually(() => !isAlive(pid) && !existsSync(host))).toBe(true);
  expect(await eventually(() => readdirSync(dirname(directory)).length === 0)).toBe(true);
  rmSync(dirname(directory), { recursive: true });
});

it('can be had again at once while the last one is being deleted', async () => {
  const directory = scratchDirectory('test server');
  for (let round = 0; round < 3; round += 1) {
    const server = await openEmbedded({ directory, fast: true, discard: true });
    const { pid } = await embeddedStatus({ directory });
    expect(isAlive(pid ?? 0)).toBe(true);
    // Not awaited: the next round begins while this one ends.
    void server.close();
  }
  expect(await eventually(() => readdirSync(dirname(directory)).length === 0)).toBe(true);
  rmSync(dirname(directory), { recursive: true });
});

it('says what the server wrote when it cannot start, though its directory is deleted', async () => {
  const directory = scratchDirectory('test server');
  const options = { directory, fast: true, discard: true, maxConnections: 100_000_000 };
  await expect(openEmbedded(options)).rejects.toMatchObject({
    code: 'embedded_postgres_failed',
    detail: expect.stringContaining('max_connections'),
  });
  rmSync(dirname(directory), { recursive: true });
});

it.each(['ERP_TEST_DATABASE_URL', 'DATABASE_URL'])('is the server of %s when that is set', async (name) => {
  process.env = { ...environment, [name]: 'postgres://ann:p@db/erp' };
  const server = await openTestServer();
  expect(server.settings).toMatchObject({ host: 'db', user: 'ann', database: 'erp' });
  await server.close();
});
