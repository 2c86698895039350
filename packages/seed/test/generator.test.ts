import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generatorReader } from '../src/generator.ts';

let folders: string[] = [];

afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders = [];
});

const files = {
  'demo/demo.ts': "import { orders } from '../factories/orders.ts';\nexport const factories = [orders];\n",
  'factories/orders.ts': [
    "import { cheap, dear } from '../demo/prices.ts';",
    "import { pick } from 'dice';",
    'export const orders = () => pick([cheap, dear]);',
  ].join('\n'),
  'demo/prices.ts':
    "import { orders } from '../factories/orders.ts';\nexport const cheap = 1;\nexport const dear = 9;\n",
  'demo/others.ts': 'export const cheap = 2;\nexport const dear = 8;\n',
  'node_modules/dice/package.json': '{ "name": "dice", "version": "1.0.0", "main": "dice.js" }',
  'node_modules/dice/dice.js': 'exports.pick = (list) => list[0];\n',
};

/** The generator of these files in a folder of their own; a file that is undefined is left out. */
async function generatorOf(changed: Record<string, string | undefined> = {}): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'erp-generator-'));
  folders.push(folder);
  for (const [path, text] of Object.entries({ ...files, ...changed })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return generatorReader().generatorOf([join(folder, 'demo/demo.ts')]);
}

test('the same code is the same generator, however it is written, called and placed', async () => {
  const before = await generatorOf();
  expect(before).toMatch(/^[0-9a-f]{16}$/);
  expect(
    await generatorOf({
      'factories/orders.ts': undefined,
      'demo/demo.ts':
        "// the list\nimport { orders } from './sales.ts';\n\nexport const factories = [orders];\n",
      'demo/sales.ts': files['factories/orders.ts'].replace('../demo/prices.ts', './a/price-list.ts'),
      'demo/prices.ts': undefined,
      'demo/a/price-list.ts': files['demo/prices.ts'].replace('../factories/orders.ts', '../sales.ts'),
    }),
  ).toBe(before);
});

test.each([
  ['a value', { 'demo/prices.ts': 'export const cheap = 2;\nexport const dear = 9;\n' }],
  ['the list', { 'demo/demo.ts': files['demo/demo.ts'].replace('[orders]', '[]') }],
  [
    'the module that a name comes from',
    {
      'factories/orders.ts': `${files['factories/orders.ts'].replace('prices', 'others')}\nimport '../demo/prices.ts';`,
    },
  ],
  [
    'the version of a library',
    { 'node_modules/dice/package.json': '{ "name": "dice", "version": "1.0.1", "main": "dice.js" }' },
  ],
])('%s makes another generator', async (_what, changed) => {
  expect(await generatorOf(changed)).not.toBe(await generatorOf());
});

test('two modules that exchange what they are taken for are another generator', async () => {
  const both = [
    "import { cheap } from '../demo/prices.ts';",
    "import { cheap as other } from '../demo/others.ts';",
    'export const orders = () => cheap - other;',
  ].join('\n');
  const exchanged = both.replace('prices', 'x').replace('others', 'prices').replace('x', 'others');
  const before = await generatorOf({ 'factories/orders.ts': both });
  expect(await generatorOf({ 'factories/orders.ts': exchanged })).not.toBe(before);
});

test('an import of what is not there is a problem', async () => {
  await expect(generatorOf({ 'demo/prices.ts': undefined })).rejects.toMatchObject({
    code: 'import_unknown',
  });
});
