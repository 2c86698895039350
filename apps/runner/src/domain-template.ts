import { rowTypeName } from '@erp/engine/catalog';

/** What a new domain is told apart by. */
export interface NewDomain {
  readonly name: string;
  readonly owner: string;
  /** Names of domains, sorted. */
  readonly dependencies: readonly string[];
}

/** Where the packages come from that a new domain stands on. */
export interface PackageSources {
  /** What its package.json says for a package, by its name. */
  readonly rangeOf: (packageName: string) => string;
  /** How it runs its tests; undefined where the project does that from its root. */
  readonly testScript: string | undefined;
}

/** In a checkout they lie beside it. */
export const BESIDE: PackageSources = {
  rangeOf: (packageName) => (packageName === 'knex' ? 'catalog:' : 'workspace:*'),
  testScript: 'jest --config ../../../jest.config.js --rootDir .',
};

/**
 * The files of a new domain, by path inside its folder: one aggregate root to start from, its permissions, what is
 * personal in it, and the contract suite.
 */
export function domainFiles(domain: NewDomain, packages = BESIDE): Record<string, string> {
  const { name } = domain;
  const table = `${name.replaceAll('-', '_')}_items`;
  const permission = name.replaceAll('-', '_');
  return {
    'package.json': manifest(domain, packages),
    'README.md': readme(domain, table),
    'domain.ts': `import { defineDomain } from '@erp/kit/domain';

export default defineDomain({
  name: '${name}',
  purpose: 'Items of ${name}.',
  owner: '${domain.owner}',
});
`,
    'personal.ts': personal(name, table),
    'migrations/0001_items.ts': migration(table, permission),
    'seeds/reference.ts': reference(name, permission),
    'tables.ts': tables(name, table),
    'test/domain.test.ts': `import { testDomain } from '@erp/domain-contract/contract';
import domain from '../domain.ts';

testDomain(domain);
`,
  };
}

function manifest({ name, dependencies }: NewDomain, { rangeOf, testScript }: PackageSources): string {
  const withRanges = (names: readonly string[]) =>
    Object.fromEntries(names.map((each) => [each, rangeOf(each)]));
  const ours = ['kit', ...dependencies].sort().map((each) => `@erp/${each}`);
  const value = {
    name: `@erp/${name}`,
    version: '0.1.0',
    description: `Items of ${name}.`,
    license: 'MIT',
    type: 'module',
    erp: { domain: name },
    exports: { './domain': './domain.ts', './tables': './tables.ts' },
    scripts: testScript === undefined ? undefined : { test: testScript },
    dependencies: withRanges([...ours, 'knex']),
    devDependencies: withRanges(['@erp/domain-contract']),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readme({ name, owner, dependencies }: NewDomain, table: string): string {
  return `# ${name}

Items of ${name}.

- Owner: ${owner}
- Depends on: ${dependencies.join(', ')}
- Links to: nothing

## Tables

| table | one row is |
|---|---|
| ${table} | an item of one tenant |
`;
}

function migration(table: string, permission: string): string {
  return `import { finiteMoments, textLine } from '@erp/kit/input-checks';
import { createTenantTable, tenantRoot, uniqueAlive } from '@erp/kit/schema';
import { defaultToEnteredTenant } from '@erp/kit/tenant-default';
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, '${table}', { write: '${permission}.write' }, (table) => {
    tenantRoot(table);
    textLine(table, 'name').notNullable().comment('What members call the item.');
    table.timestamp('deleted_at', { useTz: true }).comment('When it was hidden; empty while it is shown.');
    finiteMoments(table, ['deleted_at', 'created_at', 'updated_at']);
    uniqueAlive(table, ['name'], knex);
    table.comment('An item of one tenant.');
  });
  await defaultToEnteredTenant(knex, ['${table}']);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('${table}');
}
`;
}

function personal(name: string, table: string): string {
  return `import { personalData } from '@erp/kit/personal';

/** What the tables of ${name} hold about people: nothing yet. */
export const personal = personalData({
  ${table}: { none: ['name'] },
});
`;
}

function reference(name: string, permission: string): string {
  return `import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, '${name}', [
    { key: '${permission}.write', name: 'Change the items of ${name}', roles: ['admin', 'manager', 'member'] },
  ]);
  await registerPersonalData(knex, '${name}', personal);
}

export async function down(knex: Knex): Promise<void> {
  await withdrawPersonalData(knex, '${name}');
  await withdrawPermissions(knex, '${name}');
}
`;
}

/** What \`erp types\` writes for the table of the first migration. */
function tables(name: string, table: string): string {
  const row = rowTypeName(table);
  return `/** Row types of ${name}, written by \`pnpm types\` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface ${row} {
  tenant_id: string;
  id: string;
  name: string;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    ${table}: Knex.CompositeTableType<
      ${row},
      Inserted<${row}, 'name'>,
      Updated<${row}>
    >;
  }
}
`;
}
