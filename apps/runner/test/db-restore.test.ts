import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSession, type Session } from '@erp/engine/connection';
import { embeddedDirectory, embeddedStatus } from '@erp/postgres/embedded';
import { runErp } from '@erp/test-database/run-erp';
import { scratchWorkspace } from '@erp/test-database/scratch-workspace';

const scratch = scratchWorkspace();
const directory = embeddedDirectory(scratch.root);

afterAll(async () => {
  await db('stop');
  scratch.remove();
});

function db(...args: string[]) {
  return runErp(scratch.root, undefined, ['db', ...args]);
}

async function done(...args: string[]) {
  const { code, stdout, stderr } = await db(...args, '--json');
  if (code !== 0) throw new Error(`${stdout}${stderr}`);
  return JSON.parse(stdout);
}

/** Looks at the server of the checkout, which runs until it is stopped. */
async function withServer<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
  await done('start');
  const { settings } = await embeddedStatus({ directory });
  if (settings === undefined) throw new Error('no server runs');
  const session = await openSession(settings);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

const MOMENT = `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS moment`;
const rows = (session: Session) => session.query('SELECT a FROM kept ORDER BY a');

test('the data of the embedded server goes back to the moment before a mistake', async () => {
  expect(await db('restore', '--yes')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no base backup of the embedded server.'),
  });
  await done('start');
  // It was started without an archive.
  expect(await db('backup')).toMatchObject({ code: 1, stderr: expect.stringContaining('pnpm db stop') });
  await done('stop');
  const base = await done('backup');
  expect(existsSync(join(base.folder, 'backup_label'))).toBe(true);

  const before = await withServer(async (session) => {
    await session.query('CREATE TABLE kept (a int); INSERT INTO kept VALUES (1), (2)');
    const [row] = await session.query<{ moment: string }>(MOMENT);
    await session.query('DELETE FROM kept WHERE a = 1');
    return row?.moment ?? '';
  });

  const early = await db('restore', '--until', '2020-01-01T00:00:00Z', '--yes');
  expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining(`${base.name}, whole at`) });
  const late = await withServer(
    async (session) => (await session.query<{ moment: string }>(MOMENT))[0]?.moment,
  );
  expect(await db('restore', '--until', late ?? '', '--yes')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`Nothing was written after ${late}`),
  });
  expect(await withServer(rows)).toEqual([{ a: 2 }]);

  const nobody = await db('restore', '--until', before);
  expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining('Nobody is there to answer') });
  const restored = await done('restore', '--until', before, '--yes');
  expect(restored).toMatchObject({ base: base.name, until: before });
  await withServer(async (session) => {
    expect(await rows(session)).toEqual([{ a: 1 }, { a: 2 }]);
    // It is a server like any other: what comes now is archived too.
    await session.query('INSERT INTO kept VALUES (3)');
  });
  await done('stop');
  expect(existsSync(restored.before)).toBe(true);
  expect(readdirSync(join(directory, 'archive', 'wal'))).toContain('00000002.history');

  await done('restore', '--yes');
  expect(await withServer(rows)).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  expect((await db('restore', '--until', 'yesterday')).code).toBe(2);
});
