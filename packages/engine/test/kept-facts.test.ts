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
  const numbers = ['0001', '0002', '0003', '0004'];
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
const keptFile = () => join(cache, readdirSync(cache).find((name) => name.startsWith('facts-')) ?? '');
const kept = () => JSON.parse(readFileSync(keptFile(), 'utf8'));

test('what was read of migrations is kept, and read anew of a text that is another', async () => {
  const first = await migrations();
  expect(first).toHaveLength(4);
  const facts = Object.keys(kept().facts);
  expect(await migrations()).toEqual(first);

  const declared = `export const config = { transaction: false };\n${tableMigration('other')}`;
  scratch.write('packages/domains/crm/migrations/0003_t.ts', declared);
  const second = await migrations();
  expect(second[2]?.checksum).not.toBe(first[2]?.checksum);
  expect(second[2]?.transactional).toBe(false);
  expect(second.toSpliced(2, 1)).toEqual(first.toSpliced(2, 1));
  expect(Object.keys(kept().facts).filter((each) => facts.includes(each))).toHaveLength(facts.length - 1);
});

test('a function, tables and reference data are known by all that they are made of', async () => {
  const write = (path: string, text: string) => scratch.write(`packages/domains/crm/${path}`, text);
  write('functions/answer.sql', 'CREATE FUNCTION answer() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;\n');
  write('seeds/reference.ts', `import { rows } from './rows.ts';\n${tableMigration('rows')}`);
  write('seeds/rows.ts', 'export const rows = [1];\n');
  write('tables.ts', 'interface TRow { id: string }\ninterface Tables { t: TRow }\n');
  const read = async () => {
    const crm = (await discoverDomains(scratch.root)).byName.get('crm');
    return [crm?.functions[0]?.checksum, crm?.reference?.checksum, [...(crm?.tables.keys() ?? [])]];
  };
  const first = await read();
  const facts = kept();
  expect(await read()).toEqual(first);
  expect(kept()).toEqual(facts);

  // Of reference data only a file that it imports is another.
  write('seeds/rows.ts', 'export const rows = [2];\n');
  const second = await read();
  expect([second[0], second[2]]).toEqual([first[0], first[2]]);
  expect(second[1]).not.toBe(first[1]);
  write('functions/answer.sql', 'CREATE FUNCTION answer() RETURNS int LANGUAGE sql AS $$ SELECT 2 $$;\n');
  write('tables.ts', 'interface TRow { id: string }\ninterface Tables { other: TRow }\n');
  const third = await read();
  expect(third[0]).not.toBe(first[0]);
  expect(third.slice(1)).toEqual([second[1], ['other']]);
});

test('what another reader has kept is not asked, nor what is no file of ours', async () => {
  const first = await migrations();
  const { facts } = kept();
  for (const [key, fact] of Object.entries<object>(facts))
    if (typeof fact === 'object') facts[key] = { ...fact, checksum: 'f'.repeat(64) };
  writeFileSync(keptFile(), JSON.stringify({ reader: 'another', facts }));
  expect(await migrations()).toEqual(first);
  writeFileSync(keptFile(), '{"reader": "half a f');
  expect(await migrations()).toEqual(first);
});

test('what is wrong is named by every run, and the rest is kept', async () => {
  await migrations();
  const whole = Object.keys(kept().facts).length;
  scratch.write('packages/domains/crm/migrations/0003_t.ts', 'export async function up() { const a = 1; }');
  scratch.write(
    'packages/domains/crm/personal.ts',
    'export const personal = [];\nexport const personl = [];\n',
  );
  for (const _ of [1, 2]) {
    await expect(discoverDomains(scratch.root)).rejects.toThrow(/0003_t has no down/);
    await expect(discoverDomains(scratch.root)).rejects.toThrow(/personl, which nothing reads/);
  }
  expect(Object.keys(kept().facts)).toHaveLength(whole - 1);
});
