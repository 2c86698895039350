import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession, type Session } from '@erp/engine/connection';
import { type ConnectionSettings, connectionFromEnvironment } from '@erp/postgres/connection';
import { askErp } from '@erp/test-database/ask-erp';
import { runErp } from '@erp/test-database/run-erp';
import {
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';

/** A server of its own: roles belong to the whole server, and those of other tests come and go. */
let address: string;
let session: Session;
let scratch: ScratchWorkspace;
let cache: string;

beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), 'erp-made-'));
  scratch = scratchWorkspace();
  scratch.addDomain('crm', [], { '0001_a.ts': tableMigration('a') });
  scratch.write('packages/domains/crm/functions/answer.sql', answer('1'));
  expect((await db('start')).code).toBe(0);
  address = (await db('url')).stdout.trim();
  session = await openSession(connectionFromEnvironment({ DATABASE_URL: address }) as ConnectionSettings);
  expect((await erp('migrate')).code).toBe(0);
});
afterAll(async () => {
  await session.close();
  await db('reset', '--yes');
  scratch.remove();
  rmSync(cache, { recursive: true, force: true });
});

const db = (...args: readonly string[]) =>
  runErp(scratch.root, undefined, ['db', ...args], undefined, { ERP_TEST_DATABASE_URL: undefined });

const erp = (...args: readonly string[]) => askErp(scratch.root, address, args, { ERP_CODE_CACHE: cache });

const answer = (value: string) =>
  `CREATE OR REPLACE FUNCTION answer() RETURNS int LANGUAGE sql AS $$ SELECT ${value} $$;\n`;

/** Asks for drift: what was found, and whether a scratch database was migrated for it. */
async function drift(...more: readonly string[]) {
  const { stdout, stderr } = await erp('verify', '--rule', 'drift', '--json', ...more);
  const { findings } = JSON.parse(stdout) as { findings: { key: string }[] };
  return { found: findings.map(({ key }) => key), migrated: stderr.includes('Migrating a scratch database') };
}

test('what migrations make is made once, as long as nothing that decides it has changed', async () => {
  expect(await drift()).toEqual({ found: [], migrated: true });
  expect(await drift()).toEqual({ found: [], migrated: false });
  expect(await drift('--no-cache')).toEqual({ found: [], migrated: true });

  // What somebody does by hand is found against what was kept.
  await session.query('ALTER TABLE a ADD COLUMN by_hand int');
  expect(await drift()).toEqual({
    found: ['extra: column public.a.by_hand integer'],
    migrated: false,
  });
  await session.query('ALTER TABLE a DROP COLUMN by_hand');
});

test('it is made anew for another text of a step, another step applied, and a role more', async () => {
  expect((await drift()).migrated).toBe(false);
  scratch.write('packages/domains/crm/functions/answer.sql', answer('2'));
  expect(await drift()).toEqual({ found: [], migrated: true });
  expect((await erp('migrate')).code).toBe(0);
  expect(await drift()).toEqual({ found: [], migrated: true });
  expect((await drift()).migrated).toBe(false);

  const role = `made_cache_${process.pid}`;
  await session.query(`CREATE ROLE ${role}`);
  try {
    expect((await drift()).migrated).toBe(true);
  } finally {
    await session.query(`DROP ROLE ${role}`);
  }
});

test('old answers go, and one that is broken is none', async () => {
  for (let n = 0; n < 8; n += 1) {
    scratch.write('packages/domains/crm/functions/answer.sql', answer(`2 + ${n}`));
    expect((await drift()).found).toEqual([]);
  }
  const kept = readdirSync(cache).filter((name) => name.startsWith('made-'));
  expect(kept).toHaveLength(5);
  for (const name of kept) writeFileSync(join(cache, name), '{"value":{"ours":');
  expect(await drift()).toEqual({ found: [], migrated: true });
});
