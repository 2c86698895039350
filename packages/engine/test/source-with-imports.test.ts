import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checksumOfCode } from '../src/source/checksum.ts';
import { readWithImports, sourceOf } from '../src/source/source-with-imports.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'erp-imports-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string) => writeFile(join(folder, name), text);
const read = async () => {
  const found = readWithImports(join(folder, 'a.ts'));
  return found.modules.length === 0 ? undefined : sourceOf(found);
};

test('a module alone is its own source, so that its checksum stays what it was', async () => {
  const text = "import type { Knex } from 'knex';\nexport const a = 1;\n";
  await write('a.ts', text);
  expect(await read()).toBe(text);
});

test('a change in what is imported, at whatever remove, changes the checksum; a comment does not', async () => {
  await write('a.ts', "import { b } from './b.ts';\nexport const a = b;\n");
  await write('b.ts', "import './c.ts';\nexport { c as b } from './c.ts';\n");
  await write('c.ts', "import { a } from './a.ts';\nexport const c = () => a;\n");
  const before = checksumOfCode((await read()) ?? '');
  await write('c.ts', "import { a } from './a.ts';\n/** Now with words. */\nexport const c = () => a;\n");
  expect(checksumOfCode((await read()) ?? '')).toBe(before);
  await write('c.ts', "import { a } from './a.ts';\nexport const c = () => [a];\n");
  expect(checksumOfCode((await read()) ?? '')).not.toBe(before);
});

test('a module that is not there has no source', async () => {
  expect(await read()).toBeUndefined();
});
