import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { takeFingerprint } from '@erp/engine/catalog';
import { openSession } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { findWorkspaceRoot } from '@erp/engine/project';
import { connectionUrl } from '@erp/postgres/connection';
import { type EmptyDatabase, emptyDatabase, installedDatabase } from '@erp/testing/database';
import { type PackedPackage, packAll } from '../src/pack.ts';
import { catalogOf } from '../src/workspace-packages.ts';

/** Programs to run the installed command with: this Node, and those that ERP_TEST_NODES names, separated like PATH. */
const NODES = [process.execPath, ...(process.env.ERP_TEST_NODES ?? '').split(delimiter).filter(Boolean)];
const root = findWorkspaceRoot(import.meta.dirname);

let packed: readonly PackedPackage[];
let checkout: EmptyDatabase;
let folders: string[];

beforeAll(async () => {
  folders = [];
  packed = packAll(root, join(root, '.erp', 'packages-of-test'));
  checkout = await installedDatabase();
});
afterAll(async () => {
  await checkout.drop();
  for (const folder of [...folders, join(root, '.erp', 'packages-of-test')])
    rmSync(folder, { recursive: true, force: true });
});

/** A project of somebody else, with the command and all domains among its dependencies. */
function project(files: (addresses: Readonly<Record<string, string>>) => Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), 'erp-installed-'));
  folders.push(folder);
  const addresses = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  for (const [name, content] of Object.entries(files(addresses))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** Every package, as if it came from a registry: what they need of each other is the same tarballs. */
const manifest = (addresses: Readonly<Record<string, string>>) => ({
  name: 'shop',
  private: true,
  type: 'module',
  dependencies: addresses,
  devDependencies: { jest: catalogOf(root).get('jest') },
});

function run(folder: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const result = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, CI: 'true', ...env },
  });
  return { ...result, all: `${result.stdout}${result.stderr}` };
}

/** What a database has, by the engine of the checkout. */
async function content(database: EmptyDatabase) {
  const session = await openSession(database.settings);
  try {
    const { rows } = await readLedger(session);
    const steps = rows.map(({ name, checksum }) => `${name} ${checksum}`).sort();
    return { steps, fingerprint: await takeFingerprint(session) };
  } finally {
    await session.close();
  }
}

async function migratesLikeTheCheckout(folder: string, node: string): Promise<void> {
  const database = await emptyDatabase();
  try {
    const bin = join(folder, 'node_modules', '@erp', 'runner', 'bin', 'erp.js');
    const DATABASE_URL = connectionUrl(database.settings);
    const { status, all } = run(folder, node, [bin, 'migrate'], { DATABASE_URL });
    expect([all, status]).toEqual([expect.stringContaining('Applied'), 0]);
    expect(await content(database)).toEqual(await content(checkout));
    expect(run(folder, node, [bin, 'status'], { DATABASE_URL }).stdout).toContain('nothing to do');
  } finally {
    await database.drop();
  }
}

/**
 * A team's repository: a domain of its own, as `erp new domain` begins it, and the configuration of Jest in one line. What
 * a checkout calls workspace and catalog comes from a registry here.
 */
const JEST_CONFIG = `export default { preset: '@erp/domain-contract', testMatch: ['<rootDir>/packages/**/*.test.ts'] };\n`;

function keepsTheContract(folder: string, node: string): void {
  const bin = join(folder, 'node_modules', '@erp', 'runner', 'bin', 'erp.js');
  const domain = run(folder, node, [bin, 'new', 'domain', 'visits', '--no-install']);
  expect([domain.all, domain.status]).toEqual([expect.stringContaining('visits/domain.ts'), 0]);
  writeFileSync(
    join(folder, 'packages', 'domains', 'visits', 'package.json'),
    JSON.stringify({
      name: '@shop/visits',
      type: 'module',
      erp: { domain: 'visits' },
      dependencies: { '@erp/kit': '*', '@erp/system': '*' },
    }),
  );
  const jest = join(folder, 'node_modules', 'jest', 'bin', 'jest.js');
  // On an embedded server of its own, or on the one that the environment names.
  const { status, all } = run(folder, node, [jest]);
  expect([all, status]).toEqual([expect.stringMatching(/✓ keeps its tenants apart/), 0]);
}

test('installed by npm: each Node migrates to the schema of the checkout, with its checksums', async () => {
  const folder = project((addresses) => ({
    'package.json': { ...manifest(addresses), overrides: addresses },
    'jest.config.js': JEST_CONFIG,
  }));
  const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  const install = run(folder, 'npm', ['install', ...flags]);
  expect([install.all, install.status]).toEqual([expect.anything(), 0]);
  for (const node of NODES) await migratesLikeTheCheckout(folder, node);
  keepsTheContract(folder, process.execPath);
});

test('installed by pnpm, where a package sees only what it declares: the same, with types', async () => {
  const folder = project((addresses) => ({
    'package.json': {
      ...manifest(addresses),
      devDependencies: {
        ...manifest(addresses).devDependencies,
        '@types/node': '^20',
        knex: '^3.3.0',
        pg: '^8.23.1',
      },
    },
    'pnpm-workspace.yaml': `overrides:\n${Object.entries(addresses)
      .map(([name, address]) => `  "${name}": "${address}"\n`)
      .join('')}`,
    'jest.config.js': JEST_CONFIG,
    'tsconfig.json': {
      compilerOptions: {
        allowImportingTsExtensions: true,
        strict: true,
        module: 'nodenext',
        target: 'es2023',
        noEmit: true,
        skipLibCheck: true,
        types: ['node'],
      },
      include: ['*.ts', 'packages/**/*.ts'],
    },
    'shop.ts': `
      import { discoverDomains } from '@erp/engine/project';
      import { products } from '@erp/products/factories/products';
      import knex from 'knex';
      import '@erp/orders/tables';

      const count: number = (await discoverDomains(process.cwd())).domains.length;
      const [order] = await knex({})('orders').select('status');
      const draft: boolean = order?.status === 'draft';
      console.log(count, draft, products.table);
    `,
    'mistake.ts': `
      import knex from 'knex';
      import '@erp/orders/tables';
      console.log(knex({})('orders').insert({ no_such_column: 1 }));
    `,
  }));
  const bins = join(root, 'node_modules', '.bin');
  const install = run(folder, join(bins, 'pnpm'), ['install', '--ignore-scripts', '--prefer-offline']);
  expect([install.all, install.status]).toEqual([expect.anything(), 0]);
  await migratesLikeTheCheckout(folder, process.execPath);
  keepsTheContract(folder, process.execPath);
  const { stdout } = run(folder, join(bins, 'tsc'), ['-p', '.']);
  expect(
    stdout
      .trim()
      .split('\n')
      .filter((line) => /^\S/.test(line)),
  ).toEqual([expect.stringMatching(/^mistake\.ts.*no_such_column/)]);
});
