import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { takeFingerprint, writeFunctionCalls, writeRowTypes } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { type DomainPackage, type Project, withDependencies } from '@erp/engine/project';
import { importModule } from '@erp/engine/source';
import type { DemoSeeds } from '@erp/kit/demo';
import type { Domain } from '@erp/kit/domain';
import { installDomains, rollBackDomains } from '@erp/scratch/install';
import { tablesOf } from '@erp/scratch/row-types';
import {
  type EmptyDatabase,
  installedDatabase,
  migratedDatabase,
  type TestDatabase,
  testWorkspace,
} from '@erp/testing/database';
import { fillTables, type SampleValues } from '@erp/testing/sample-rows';
import type { Knex } from 'knex';
import { disarmFaults } from './acts-outside.ts';
import { type Attack, attacks, attackTable } from './attack.ts';
import { foreignKeyFaults } from './foreign-keys.ts';
import { attackFunctions } from './function-attack.ts';
import { callsWithoutRights } from './functions-without-rights.ts';
import { jsonFaults } from './json-arguments.ts';

/** What the contract asks of a test factory. */
interface TestRows {
  variations(): readonly (readonly [name: string, rows: { create(trx: Knex): Promise<object> }])[];
}

/** A domain that is held to the contract, and the names of those below it. */
interface Subject {
  readonly workspace: Project;
  readonly domain: DomainPackage;
  readonly below: readonly string[];
}

/** The domain in a database with tenants. */
interface Migrated extends Subject {
  readonly database: TestDatabase;
  readonly session: Session;
}

/**
 * The contract that every domain keeps. A domain's test calls it and adds what is particular to the domain.
 *
 * @param definition the default export of domain.ts.
 * @param samples values for columns that no sample row can guess, by table and column.
 */
export function testDomain(definition: Domain, samples: SampleValues = {}): void {
  describe(`the domain ${definition.name}`, () => {
    const subject = {} as Subject;
    beforeAll(async () => {
      const workspace = await testWorkspace([definition.name]);
      const domain = workspace.domains.find((each) => each.name === definition.name) as DomainPackage;
      const below = [...withDependencies(workspace, domain.dependencies)];
      Object.assign(subject, { workspace, domain, below });
    });

    describe('installed with nothing but what it declares', () => testInstallation(subject));

    describe('migrated', () => {
      const migrated = {} as Migrated;
      beforeAll(async () => {
        const database = await migratedDatabase({ domains: [definition.name], broken: 'any' });
        Object.assign(migrated, { ...subject, database, session: await database.session() });
      });
      afterAll(() => migrated.database.drop());

      testDeclarations(migrated);
      testFactories(migrated);
      testWrittenTypes(migrated);
      testIsolation(migrated, samples);
    });
  });
}

function testInstallation(subject: Subject): void {
  let database: EmptyDatabase;
  let session: Session;
  beforeAll(async () => {
    database = await installedDatabase({ domains: [...subject.below] });
    session = await database.session();
  });
  afterAll(() => database.drop());

  test('goes up, down without a trace, and up to the same again', async () => {
    const { workspace, domain } = subject;
    const before = await takeFingerprint(session);
    await installDomains(session, workspace, [domain.name]);
    const up = await takeFingerprint(session);
    expect(up.lines.length).toBeGreaterThan(before.lines.length);

    await rollBackDomains(session, workspace, { kind: 'domain', domain: domain.name });
    expect((await takeFingerprint(session)).lines).toEqual(before.lines);

    await installDomains(session, workspace, [domain.name]);
    expect((await takeFingerprint(session)).lines).toEqual(up.lines);
  });

  test('writes nothing when its reference data is applied again', async () => {
    const { domain } = subject;
    if (domain.reference === undefined) return;
    const before = await contentOf(session);
    const reference = (await importModule(domain.reference.file)) as unknown as {
      up(knex: Knex): Promise<void>;
    };
    await session.transaction((trx) => reference.up(trx));
    expect(await contentOf(session)).toEqual(before);
  });
}

function testDeclarations(migrated: Migrated): void {
  test('has every foreign key indexed, inside the tenant and inside its dependencies', async () => {
    const { workspace, domain, below, session } = migrated;
    const reachable = [domain, ...workspace.domains.filter((each) => below.includes(each.name))];
    expect(await foreignKeyFaults(session, domain, reachable)).toEqual([]);
  });

  test('says what of a copied tenant would act outside, and how it is stopped', async () => {
    expect(await disarmFaults(migrated.session, migrated.domain)).toEqual([]);
  });
}

function testFactories(migrated: Migrated): void {
  test('has factories whose rows can be inserted one by one, with what they cannot do without', async () => {
    const { domain, database, session } = migrated;
    const file = join(domain.directory, 'demo/demo.ts');
    if (!existsSync(file)) return;
    const { factories } = (await importModule(file)) as unknown as DemoSeeds;
    for (const factory of factories) {
      const row = await session.transaction(async (trx) => {
        const { id, ownerId } = database.tenants.a;
        await trx.raw('SELECT app.enter_tenant(?, ?)', [id, ownerId]);
        return factory.create(trx);
      });
      expect(row).toMatchObject({ tenant_id: database.tenants.a.id });
      expect(Object.keys(row)).toEqual(expect.arrayContaining([...factory.columns]));
      expect(factory.build({}, { number: 3 })).toEqual(factory.build({}, { number: 3 }));
    }
  });

  test('has test factories whose rows a member can make one by one', async () => {
    const { domain, database } = migrated;
    const file = join(domain.directory, 'test-factories.ts');
    if (!existsSync(file)) return;
    const tenant = database.tenants.a;
    const factories = Object.values(await importModule(file)) as unknown as TestRows[];
    for (const [name, rows] of factories.flatMap((each) => each.variations())) {
      // Twice, because what is unique must differ by itself.
      const made = await database.asTenant(tenant, async (trx) => [
        await rows.create(trx),
        await rows.create(trx),
      ]);
      expect([name, ...made]).toMatchObject([name, { tenant_id: tenant.id }, { tenant_id: tenant.id }]);
    }
  });
}

function testWrittenTypes(migrated: Migrated): void {
  test('has row types that match the live columns', async () => {
    const { domain, below, session } = migrated;
    const without = await installedDatabase({ domains: [...below] });
    const known = new Set(await tablesOf(await without.session()));
    await without.drop();
    const added = (await tablesOf(session)).filter((table) => !known.has(table));
    const written = await writeRowTypes(session, domain.name, added);
    expect(await readFile(join(domain.directory, 'tables.ts'), 'utf8')).toBe(written);
  });

  test('has calls that match its functions', async () => {
    const { domain, session } = migrated;
    const names = domain.functions.map(({ file }) => basename(file, '.sql'));
    const file = join(domain.directory, 'calls.ts');
    const text = existsSync(file) ? await readFile(file, 'utf8') : undefined;
    expect(text).toBe(await writeFunctionCalls(session, domain.name, names));
  });
}

function testIsolation(migrated: Migrated, samples: SampleValues): void {
  test('has no function that works for a member who holds no permission', async () => {
    expect(await callsWithoutRights(migrated.database, migrated.domain)).toEqual([]);
  });

  test('refuses JSON that is written wrong by the name of the key, before anything is looked up', async () => {
    const { domain, database } = migrated;
    const names = domain.functions.map(({ file }) => basename(file, '.sql'));
    expect(await jsonFaults(database, names)).toEqual([]);
  });

  test('keeps its tenants apart: no row read, written or pointed at across the border', async () => {
    const { domain, database, session } = migrated;
    const tables = await fillTables(database, [...domain.tables.keys()], samples);
    const client = await database.connect();
    const breaches: string[] = [];
    for (const table of tables) {
      for (const attack of Object.keys(attacks) as Attack[]) {
        breaches.push(...(await attackTable(database, client, table, attack)));
      }
    }
    expect(breaches).toEqual([]);
    expect(tables.map((table) => table.name)).toEqual(await tenantTables(session, domain));
  });

  test.each([
    ['erp_app', 'domains'],
    ['authenticated', 'casts'],
  ] as const)(
    'runs no code of a caller in %s with the rights of a definer, whatever %s lie in the way',
    async (role, shadow) => {
      const { domain, database } = migrated;
      const tables = await fillTables(database, [...domain.tables.keys()], samples);
      const functions = domain.functions.map((step) => step.name.replace(/^.*\//, ''));
      const { breaches } = await attackFunctions(database, role, shadow, tables, functions);
      expect(breaches).toEqual([]);
    },
  );
}

async function tenantTables(session: Session, domain: DomainPackage): Promise<string[]> {
  const rows = await session.query<{ table: string }>(
    `SELECT c.relname AS "table" FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1) ORDER BY 1`,
    [[...domain.tables.keys()]],
  );
  return rows.map((row) => row.table).sort();
}

/** A checksum of every row of every table, by table. */
async function contentOf(session: Session): Promise<Record<string, string | null>> {
  const tables = await session.query<{ title: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS title FROM pg_tables
      WHERE schemaname IN ('public', 'app') AND tablename NOT LIKE 'knex\\_migrations%' ORDER BY 1`,
  );
  const content: Record<string, string | null> = {};
  for (const { title } of tables) {
    const [row] = await session.query<{ sum: string | null }>(
      `SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) AS sum FROM ${title} t`,
    );
    content[title] = row?.sum ?? null;
  }
  return content;
}
