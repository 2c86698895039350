import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BareDatabase, bareDatabase } from '@erp/test-database/database';
import { runErp } from '@erp/test-database/run-erp';
import {
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';

let database: BareDatabase;
let scratch: ScratchWorkspace;
let cache: string;

beforeAll(async () => {
  database = await bareDatabase();
  cache = mkdtempSync(join(tmpdir(), 'erp-made-'));
  scratch = scratchWorkspace();
  scratch.addDomain('crm', [], { '0001_a.ts': tableMigration('a') });
  scratch.write('packages/domains/crm/functions/answer.sql', answer('1'));
  expect((await runErp(scratch.root, database.settings, ['migrate'])).code).toBe(0);
});
afterAll(async () => {
  scratch.remove();
  rmSync(cache, { recursive: true, force: true });
  await database.drop();
});

const answer = (value: string) =>
  `CREATE OR REPLACE FUNCTION answer() RETURNS int LANGUAGE sql AS $$ SELECT ${value} $$;\n`;

/** Asks for drift: what was found, and whether a scratch database was migrated for it. */
async function drift(...more: readonly string[]) {
  const args = ['verify', '--rule', 'drift', '--json', ...more];
  const env = { ERP_CODE_CACHE: cache };
  const { stdout, stderr } = await runErp(scratch.root, database.settings, args, undefined, env);
  const { findings } = JSON.parse(stdout) as { findings: { key: string }[] };
  return { found: findings.map(({ key }) => key), migrated: stderr.includes('Migrating a scratch database') };
}

const query = async (sql: string) => (await database.connect()).query(sql);

test('what migrations make is made once, as long as nothing that decides it has changed', async () => {
  expect(await drift()).toEqual({ found: [], migrated: true });
  expect(await drift()).toEqual({ found: [], migrated: false });
  expect(await drift('--no-cache')).toEqual({ found: [], migrated: true });

  // What somebody does by hand is found against what was kept.
  await query('ALTER TABLE a ADD COLUMN by_hand int');
  expect(await drift()).toEqual({
    found: ['extra: column public.a.by_hand integer'],
    migrated: false,
  });
  await query('ALTER TABLE a DROP COLUMN by_hand');
});

test('it is made anew for another text of a step, another step applied, and a role more', async () => {
  expect((await drift()).migrated).toBe(false);
  scratch.write('packages/domains/crm/functions/answer.sql', answer('2'));
  expect(await drift()).toEqual({ found: [], migrated: true });
  expect((await runErp(scratch.root, database.settings, ['migrate'])).code).toBe(0);
  expect(await drift()).toEqual({ found: [], migrated: true });
  expect((await drift()).migrated).toBe(false);

  const role = `made_cache_${process.pid}`;
  await query(`CREATE ROLE ${role}`);
  try {
    expect((await drift()).migrated).toBe(true);
  } finally {
    await query(`DROP ROLE ${role}`);
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
