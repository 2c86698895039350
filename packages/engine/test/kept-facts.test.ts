import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discoverDomains } from '@erp/engine/project';
import {
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';

let scratch: ScratchWorkspace;
let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'erp-facts-'));
  process.env.ERP_CODE_CACHE = cache;
  const numbers = Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(4, '0'));
  scratch = scratchWorkspace();
  scratch.addDomain(
    'crm',
    [],
    Object.fromEntries(numbers.map((n) => [`${n}_t.ts`, tableMigration(`t${n}`)])),
  );
});
afterEach(() => {
  delete process.env.ERP_CODE_CACHE;
  scratch.remove();
  rmSync(cache, { recursive: true });
});

const migrations = async () =>
  (await discoverDomains(scratch.root)).domains.flatMap((domain) => domain.migrations);
const keptFile = () => join(cache, readdirSync(cache).find((name) => name.startsWith('migrations-')) ?? '');
const kept = () => JSON.parse(readFileSync(keptFile(), 'utf8'));

test('what was read of migrations is kept, and read anew of a text that is another', async () => {
  const first = await migrations();
  expect(first).toHaveLength(12);
  expect(Object.keys(kept().facts)).toHaveLength(12);
  expect(await migrations()).toEqual(first);

  const declared = `export const config = { transaction: false };\n${tableMigration('other')}`;
  scratch.write('packages/domains/crm/migrations/0003_t.ts', declared);
  const second = await migrations();
  expect(second[2]?.checksum).not.toBe(first[2]?.checksum);
  expect(second[2]?.transactional).toBe(false);
  expect(second.toSpliced(2, 1)).toEqual(first.toSpliced(2, 1));
  expect(Object.keys(kept().facts)).toHaveLength(12);
});

test('what another reader has kept is not asked, nor what is no file of ours', async () => {
  const first = await migrations();
  const { facts } = kept();
  for (const each of Object.values<{ checksum: string }>(facts)) each.checksum = 'f'.repeat(64);
  writeFileSync(keptFile(), JSON.stringify({ reader: 'another', facts }));
  expect(await migrations()).toEqual(first);
  writeFileSync(keptFile(), '{"reader": "half a f');
  expect(await migrations()).toEqual(first);
});

test('a migration with a fault is named by every run, and the rest is kept', async () => {
  scratch.write('packages/domains/crm/migrations/0003_t.ts', 'export async function up() { const a = 1; }');
  for (const _ of [1, 2]) {
    await expect(discoverDomains(scratch.root)).rejects.toThrow(/0003_t has no down/);
  }
  expect(Object.keys(kept().facts)).toHaveLength(11);
});
