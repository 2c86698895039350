import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import { connectionUrl } from '@erp/postgres/connection';
import { askErp } from '@erp/test-database/ask-erp';
import { runErp } from '@erp/test-database/run-erp';
import {
  type EmptyDatabase,
  emptyDatabase,
  migratedDatabase,
  type TestDatabase,
} from '@erp/testing/database';

const root = findWorkspaceRoot(import.meta.dirname);
const directory = mkdtempSync(join(tmpdir(), 'erp-backups-'));
const others: EmptyDatabase[] = [];
let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase({ domains: ['system'] });
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  for (const other of others) await other.drop();
  await database.drop();
});

function erp(...args: string[]) {
  return askErp(root, database.settings, args, { ERP_BACKUPS: directory });
}

async function json(...args: string[]) {
  const { stdout, stderr, code } = await erp(...args, '--json');
  if (code !== 0) throw new Error(`${stdout}${stderr}`);
  return JSON.parse(stdout);
}

test('a backup is taken, proven, listed, shown by status, restored and pruned', async () => {
  expect((await erp('status')).stdout).toContain('Last backup: none of this database');

  const first = await json('backup', '--unverified');
  expect(first.proof).toBeNull();
  expect((await erp('status')).stdout).toMatch(
    /Last backup: 0 min ago, .*; none of them was ever restored\.\nUp|to apply/,
  );

  const taken = await erp('backup');
  expect(taken).toMatchObject({ code: 0 });
  expect(taken.stdout).toMatch(/^Backed up [\d,]+ rows of \d+ tables, .* in .* s: /);
  expect(taken.stdout).toMatch(
    /\nProven: restored on PostgreSQL 18\.\d+, .* 2 tenants apart, \d+ rules of the business hold/,
  );
  const { backups } = await json('backup', 'list');
  expect(backups.map(({ proof }: { proof: unknown }) => proof !== null)).toEqual([true, false]);
  const { backup } = await json('status');
  expect(backup).toMatchObject({
    last: { name: backups[0].name, folder: backups[0].folder },
    proven: { name: backups[0].name, proof: { tenants: 2 } },
    restoring: null,
  });

  const target = await emptyDatabase();
  others.push(target);
  const into = connectionUrl(target.settings);
  expect(await json('restore', backups[0].name, '--into', into, '--dry-run')).toMatchObject({
    target: 'empty',
    pending: 0,
  });
  expect(await json('restore', backups[0].folder, '--into', into)).toMatchObject({
    difference: { missing: [], extra: [] },
    rows: backups[0].rows,
  });
  const client = await target.connect();
  expect((await client.query('SELECT slug FROM sys_tenants ORDER BY id')).rows).toEqual([
    { slug: 'tenant-a' },
    { slug: 'tenant-b' },
  ]);

  const nobody = await erp('backup', 'prune', '--keep', 'daily=1');
  expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining('Nobody is there to answer') });
  expect(await json('backup', 'prune', '--keep', 'daily=1', '--dry-run')).toMatchObject({
    removed: [],
    found: [first.name],
  });
  expect(await json('backup', 'prune', '--keep', 'daily=1', '--yes')).toMatchObject({
    removed: [first.name],
  });
  expect(readdirSync(directory)).toEqual([backups[0].name]);
});

test('a damaged file is named before anything is begun, and wrong words are usage', async () => {
  const { name, folder } = await json('backup', '--unverified');
  appendFileSync(join(folder, 'functions.json.gz'), 'x');
  for (const args of [
    ['backup', 'verify', name],
    ['restore', name, '--into', connectionUrl(database.settings)],
  ]) {
    expect(await erp(...args)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Files of the backup ${name} are not what was written`),
    });
  }
  expect((await erp('restore', 'nothing')).code).toBe(2);
  expect((await erp('backup', 'prune', '--keep', 'hourly=1')).code).toBe(2);
  expect((await erp('backup', 'everything')).code).toBe(2);
});

test('a backup that is interrupted says what is kept, and leaves nothing', async () => {
  const other = await database.connect();
  await other.query('BEGIN; LOCK TABLE sys_brands IN ACCESS EXCLUSIVE MODE');
  const elsewhere = join(directory, 'interrupted');
  let end: (signal: NodeJS.Signals) => void = () => {};
  const running = runErp(root, database.settings, ['backup', '--to', elsewhere], (kill) => {
    end = kill;
  });
  expect(await database.untilBlocked(running)).toBe(true);
  end('SIGINT');
  expect(await running).toMatchObject({
    code: 130,
    stderr: expect.stringContaining('Interrupted. No backup was made; what was written of it is removed.'),
  });
  expect(existsSync(elsewhere)).toBe(false);
  await other.query('ROLLBACK');
});
