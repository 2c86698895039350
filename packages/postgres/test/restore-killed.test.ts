import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { baseFor, copyBase, openArchive } from '@erp/postgres/archive';
import { embeddedStatus, openEmbedded, stopEmbedded } from '@erp/postgres/embedded';
import { restoreBase } from '@erp/postgres/restore-base';
import pg from 'pg';
import { scratchDirectory } from './holder.ts';

/** A server with a base backup, a row, and the mistake that took it; made once, and copied for each test. */
const made = scratchDirectory('postgres');
const copies: string[] = [];
let moment = '';

beforeAll(async () => {
  openArchive(made);
  const server = await openEmbedded({ directory: made, fast: true });
  const client = new pg.Client(server.settings as pg.ClientConfig);
  await client.connect();
  const ask = async (sql: string) => (await client.query(sql)).rows[0];
  await ask("SELECT pg_backup_start('test', true)");
  await copyBase(made, 'base', () =>
    ask(
      `SELECT labelfile AS label, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "stoppedAt" FROM pg_backup_stop()`,
    ),
  );
  await client.query('CREATE TABLE kept AS SELECT 1 AS a');
  moment = (
    await ask(
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS moment`,
    )
  ).moment;
  await client.query('DELETE FROM kept');
  await client.end();
  await server.close();
});
afterAll(async () => {
  for (const directory of [made, ...copies]) {
    await stopEmbedded({ directory });
    rmSync(join(directory, '..'), { recursive: true, force: true });
  }
});

function copy(): string {
  const directory = scratchDirectory('postgres');
  execFileSync('cp', ['-a', made, directory]);
  copies.push(directory);
  return directory;
}

/** Restores in a process of its own, which is killed before one of the renames by which files take their place, or at its end. */
function restoreAndKill(directory: string, renames: number, until = moment): void {
  const script = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const [kill, rename] = [() => process.kill(process.pid, 'SIGKILL'), fs.renameSync];
    let left = ${renames};
    fs.renameSync = (...names) => { if (left-- === 0) kill(); rename(...names); };
    syncBuiltinESMExports();
    const { baseFor } = await import('@erp/postgres/archive');
    const { restoreBase } = await import('@erp/postgres/restore-base');
    const [directory, until] = ${JSON.stringify([directory, until])};
    const restored = await restoreBase(directory, baseFor(directory, new Date(until)), until);
    if (left > 0) await restored.undo();
    kill();`;
  const { signal, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' },
  );
  expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
}

/** How many rows the server has after its next start; nothing of the restore is left to be done then. */
async function rowsAfterStart(directory: string): Promise<number> {
  expect(await embeddedStatus({ directory })).toMatchObject({ state: 'stopped' });
  const server = await openEmbedded({ directory, fast: true });
  const client = new pg.Client(server.settings as pg.ClientConfig);
  await client.connect();
  const { rows } = await client.query(
    'SELECT count(*)::int AS rows, pg_is_in_recovery() AS recovering FROM kept',
  );
  await client.end();
  await server.close();
  expect(rows[0].recovering).toBe(false);
  expect(readdirSync(directory).filter((name) => /^swap|unfinished/.test(name))).toEqual([]);
  return rows[0].rows;
}

it.each([
  ['before it says what it does', 0, 0],
  ['before the data is moved away', 1, 0],
  ['while no data is there', 2, 1],
  ['before the server is started', 3, 1],
  ['while it is taken back, before the data is moved away', 4, 0],
  ['while it is taken back and no data is there', 5, 0],
  ['behind what it took back', 6, 0],
])('a restore that is killed %s leaves one data or the other, whole', async (_when, renames, rows) => {
  const directory = copy();
  restoreAndKill(directory, renames);
  expect(await rowsAfterStart(directory)).toBe(rows);
});

it('a restore begins anew where another was killed, and keeps what was there before both', async () => {
  const directory = copy();
  restoreAndKill(directory, 2);
  const { before } = await restoreBase(directory, baseFor(directory, new Date(moment)), moment);
  expect(readdirSync(directory).filter((name) => name.startsWith('data.before'))).toEqual([
    before?.slice(directory.length + 1),
  ]);
  expect(await rowsAfterStart(directory)).toBe(1);
});

it('a moment that the archive does not reach is said by the start, which takes the restore back', async () => {
  const directory = copy();
  restoreAndKill(directory, 3, '2999-01-01T00:00:00Z');
  await expect(openEmbedded({ directory, fast: true })).rejects.toMatchObject({
    code: 'restore_moment_unreached',
  });
  expect(await rowsAfterStart(directory)).toBe(0);
});
