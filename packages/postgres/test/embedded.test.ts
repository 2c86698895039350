import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { embeddedDirectory, embeddedStatus, openEmbedded, stopEmbedded } from '@erp/postgres/embedded';
import pg from 'pg';
import type { ConnectionSettings } from '../src/connection.ts';
import { eventually, isAlive, scratchDirectory, startHolder } from './holder.ts';

/** Made once: initdb is what takes time. */
const directory = scratchDirectory('postgres');
const open = (where = directory) => openEmbedded({ directory: where, fast: true });
const options = { directory, fast: true };

afterAll(async () => {
  await stopEmbedded({ directory });
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

async function ask(settings: ConnectionSettings, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client(settings as pg.ClientConfig);
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

async function pidOf(where: string): Promise<number> {
  const { pid } = await embeddedStatus({ directory: where });
  if (pid === undefined) throw new Error('no server runs');
  return pid;
}

it('lives in the git-ignored folder of the checkout', () => {
  expect(embeddedDirectory('/a')).toBe('/a/.erp/postgres');
});

it('makes the database on the first start, listens on its socket only and stops when it is closed', async () => {
  expect(await embeddedStatus({ directory })).toMatchObject({ state: 'absent' });
  const server = await open();
  expect(server.settings).toMatchObject({ user: 'postgres', database: 'erp', ssl: false });
  const answer = await ask(
    server.settings,
    `SELECT current_database() AS database, current_setting('server_version_num')::int / 10000 AS version,
       current_setting('listen_addresses') AS addresses, current_setting('server_encoding') AS encoding,
       current_setting('client_connection_check_interval') AS watch, upper('ärger') AS upper,
       (SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'postgres') AS scram`,
  );
  expect(answer).toEqual({
    database: 'erp',
    version: 18,
    addresses: '',
    encoding: 'UTF8',
    watch: '250ms',
    upper: 'ÄRGER',
    scram: true,
  });
  await expect(ask({ ...server.settings, password: 'wrong' }, 'SELECT 1')).rejects.toMatchObject({
    code: '28P01',
  });
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(server.settings.host).mode & 0o777).toBe(0o700);
  const pid = await pidOf(directory);
  await server.close();
  await server.close();
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(server.settings.host)).toBe(false);
  expect(await embeddedStatus({ directory })).toMatchObject({ state: 'stopped' });
  expect(readdirSync(directory).filter((name) => /lease|server\.json/.test(name))).toEqual([]);
});

it('is joined by other processes, and the last one out stops it', async () => {
  const server = await open();
  const pid = await pidOf(directory);
  const holder = await startHolder(options);
  expect(holder.answer).toMatchObject({ database: 'erp', pid });
  await server.close();
  expect(isAlive(pid)).toBe(true);
  const again = await open();
  expect(await ask(again.settings, 'SELECT 1 AS one')).toEqual({ one: 1 });
  expect(await pidOf(directory)).toBe(pid);
  await again.close();
  expect(isAlive(pid)).toBe(true);
  await holder.close();
  expect(await eventually(() => !isAlive(pid))).toBe(true);
});

it('ends with its holders when all of them are killed', async () => {
  const first = await startHolder(options);
  const second = await startHolder(options);
  const { pid, host } = first.answer;
  expect(second.answer.pid).toBe(pid);
  await first.kill();
  expect(isAlive(pid)).toBe(true);
  await second.kill();
  expect(await eventually(() => !isAlive(pid) && !existsSync(host))).toBe(true);
});

describe('after an accident', () => {
  const zombies: ChildProcess[] = [];
  afterAll(() => {
    for (const parent of zombies) parent.kill('SIGKILL');
  });

  /** The number of a process that has ended and that its parent does not bury. */
  async function zombie(): Promise<number> {
    // The shell must have become a program that buries nobody before its child ends.
    const parent = spawn('sh', ['-c', 'cat <&3 & echo $!; exec tail -f /dev/null 3<&-'], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    zombies.push(parent);
    const [chunk] = await once(parent.stdout as Readable, 'data');
    const pid = Number(String(chunk));
    const command = () => execFileSync('ps', ['-o', 'comm=', '-p', String(parent.pid)], { encoding: 'utf8' });
    await eventually(() => command().includes('tail'));
    (parent.stdio[3] as Writable).end();
    await eventually(() => !isAlive(pid));
    expect(() => process.kill(pid, 0)).not.toThrow();
    return pid;
  }

  it.each<[string, () => Promise<number>]>([
    ['has ended', async () => 4_194_303],
    ['is another program by now', async () => process.pid],
    ['is a zombie', zombie],
  ])('starts although postmaster.pid names a process that %s', async (_, stale) => {
    const file = join(directory, 'data', 'postmaster.pid');
    const started = Math.floor(Date.now() / 1000);
    const lines = [
      await stale(),
      join(directory, 'data'),
      started,
      5432,
      '/nowhere',
      '',
      '  1234  56',
      'ready   ',
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    expect(await embeddedStatus({ directory })).toMatchObject({ state: 'stopped' });
    const server = await open();
    expect(await ask(server.settings, 'SELECT 1 AS one')).toEqual({ one: 1 });
    await server.close();
  });

  it('starts again after the server was killed', async () => {
    const server = await openEmbedded({ directory });
    const pid = await pidOf(directory);
    await ask(server.settings, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(pid, 'SIGKILL');
    await eventually(() => !isAlive(pid));
    const next = await open();
    expect(await ask(next.settings, 'SELECT answer FROM kept')).toEqual({ answer: 42 });
    expect(await pidOf(directory)).not.toBe(pid);
    await server.close();
    await next.close();
  });

  it('replaces a server whose keeper was killed', async () => {
    const server = await open();
    const pid = await pidOf(directory);
    const keepers = keepersOf(directory);
    for (const keeper of keepers) process.kill(keeper, 'SIGKILL');
    await eventually(() => !keepers.some(isAlive));
    expect(isAlive(pid)).toBe(true);
    const next = await open();
    expect(isAlive(pid)).toBe(false);
    const fresh = await pidOf(directory);
    expect(await ask(next.settings, 'SELECT 1 AS one')).toEqual({ one: 1 });
    await server.close();
    await next.close();
    expect(isAlive(fresh)).toBe(false);
  });

  it('does the work of a killed initdb again', async () => {
    const where = scratchDirectory('postgres');
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'hold-server.js'), JSON.stringify({ directory: where })],
      {
        cwd: join(import.meta.dirname, '..'),
        stdio: 'ignore',
        detached: true,
      },
    );
    await eventually(() => existsSync(join(where, 'data.unfinished', 'base')));
    // The whole group, initdb included, as a terminal that is closed would do.
    process.kill(-Number(child.pid), 'SIGKILL');
    expect(existsSync(join(where, 'data'))).toBe(false);
    const server = await open(where);
    expect(await ask(server.settings, 'SELECT current_database() AS name')).toEqual({ name: 'erp' });
    await server.close();
    rmSync(join(where, '..'), { recursive: true, force: true });
  });
});

it('is started once by processes that come first at the same time', async () => {
  const where = scratchDirectory('postgres');
  const holders = await Promise.all([1, 2, 3].map(() => startHolder({ directory: where, fast: true })));
  const pids = new Set(holders.map(({ answer }) => answer.pid));
  expect(holders.map(({ answer }) => answer.problem)).toEqual([undefined, undefined, undefined]);
  expect(pids.size).toBe(1);
  await Promise.all(holders.map((holder) => holder.close()));
  const [pid = 0] = pids;
  expect(await eventually(() => !isAlive(pid))).toBe(true);
  rmSync(join(where, '..'), { recursive: true, force: true });
});

it('gives everybody a server while others come and go', async () => {
  const visitor = async (): Promise<void> => {
    for (let visit = 0; visit < 12; visit += 1) {
      const server = await open();
      expect(await ask(server.settings, 'SELECT 1 AS one')).toEqual({ one: 1 });
      await server.close();
    }
  };
  await Promise.all([visitor(), visitor(), visitor()]);
  expect(await embeddedStatus({ directory })).toMatchObject({ state: 'stopped' });
});

it('serves two checkouts at once, at a path with spaces and beyond the length of a socket address', async () => {
  const where = scratchDirectory("a path with 'spaces' & more", 'x'.repeat(120), 'postgres');
  const [far, near] = await Promise.all([open(where), open()]);
  expect(await ask(far.settings, `SELECT current_setting('data_directory') AS data`)).toEqual({
    data: join(where, 'data'),
  });
  expect(await pidOf(where)).not.toBe(await pidOf(directory));
  await Promise.all([far.close(), near.close()]);
  rmSync(join(where, '..', '..', '..'), { recursive: true, force: true });
});

/** The shells that look after the server of a directory. */
function keepersOf(where: string): number[] {
  const lines = execFileSync('ps', ['-ww', '-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const pids = lines
    .filter((line) => line.includes('erp-postgres INT') && line.includes(where))
    .map(Number.parseFloat);
  expect(pids.length).toBeGreaterThan(0);
  expect(readFileSync(join(where, 'server.json'), 'utf8')).toContain('lease');
  return pids;
}
