import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import type { Project } from '@erp/engine/project';
import { checkInvariants, type DomainInvariant, loadInvariants } from '@erp/invariants/invariants';
import type { Domain } from '@erp/kit/domain';
import { prepareDemo } from '@erp/seed/demo';
import { SILENT } from '@erp/seed/progress';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import { rowLimitFaults } from './row-limits.ts';

/** A database with the demo of a domain, and what is asked of it. */
interface Asked {
  readonly workspace: Project;
  readonly database: TestDatabase;
  readonly session: Session;
  readonly invariants: readonly DomainInvariant[];
}

/**
 * Shows that the demo of a domain keeps the domain's invariants, that each of them finds what it is there for, and that none
 * leaves out what functions write.
 *
 * @param definition the default export of domain.ts.
 * @param faults by name of the invariant, a statement that makes demo rows break it. Triggers are disabled meanwhile.
 * @param beside domains that invariants need, beyond those that the domain depends on.
 */
export function testInvariants(
  definition: Domain,
  faults: Readonly<Record<string, string>>,
  beside: readonly string[] = [],
): void {
  describe(`the invariants of ${definition.name}`, () => {
    const asked = {} as Asked;
    beforeAll(async () => {
      Object.assign(asked, await loadDemo(definition, beside));
    });
    afterAll(() => asked.database.drop());

    test('are all kept by the demo', async () => {
      expect(await checkInvariants(asked.session, asked.invariants)).toEqual([]);
      expect(asked.invariants.length).toBeGreaterThan(0);
    });

    test('ask all rows, unless they are about demos', () => {
      expect(rowLimitFaults(asked.invariants)).toEqual([]);
    });

    test('have a fault each', () => {
      const names = asked.invariants.map((invariant) => invariant.name);
      expect(Object.keys(faults).sort()).toEqual(names.sort());
    });

    test.each(Object.entries(faults))('%s is found broken', async (name, fault) => {
      expect(await brokenBy(asked, name, fault)).toEqual([name]);
    });

    test('are asked of rows of the demo in every tenant table of the domain', async () => {
      const live = await tenantTables(asked, definition.name);
      expect(live.length).toBeGreaterThan(0);
      expect(await tablesWithoutDemo(asked.session, live)).toEqual([]);
    });
  });
}

async function loadDemo(definition: Domain, beside: readonly string[]): Promise<Asked> {
  const workspace = await testWorkspace([definition.name, ...beside]);
  const database = await migratedDatabase({ domains: [definition.name, ...beside] });
  const session = await database.session();
  const demo = await prepareDemo(session, workspace, {
    tenants: 1,
    scale: 1,
    // The two tenants of every test database are not ours.
    allowExistingTenants: true,
  });
  await demo.load(await demo.plan(), SILENT, 0);
  const all = await loadInvariants(workspace, await readLedger(session));
  const invariants = all.filter((invariant) => invariant.domain === definition.name);
  return { workspace, database, session, invariants };
}

/** Names of the invariants, of those with this name, that find rows once the statement has run; it is undone. */
async function brokenBy({ workspace, session, invariants }: Asked, name: string, fault: string) {
  const tables = workspace.domains.flatMap((domain) => [...domain.tables.keys()]);
  await session.query('BEGIN');
  try {
    for (const table of tables) await session.query(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
    await session.query('SET CONSTRAINTS ALL DEFERRED');
    await session.query(fault);
    const invariant = invariants.filter((each) => each.name === name);
    const breaches = await checkInvariants(session, invariant);
    return breaches.map((breach) => breach.invariant.name);
  } finally {
    await session.query('ROLLBACK');
  }
}

async function tenantTables({ workspace, session }: Asked, domain: string): Promise<string[]> {
  const written = workspace.domains.find((each) => each.name === domain)?.tables.keys() ?? [];
  const live = await session.query<{ table: string }>(
    `SELECT c.relname AS "table" FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname = ANY ($1) ORDER BY 1`,
    [[...written]],
  );
  return live.map(({ table }) => table);
}

/** Tables without a row of a demo tenant: the two tenants of every test database have rows too. */
async function tablesWithoutDemo(session: Session, tables: readonly string[]): Promise<string[]> {
  const empty: string[] = [];
  for (const table of tables) {
    const [row] = await session.query<{ filled: boolean }>(
      `SELECT EXISTS (
         SELECT FROM "${table}" t JOIN sys_demo_seeds d ON d.tenant_id = t.tenant_id
       ) AS filled`,
    );
    if (row?.filled !== true) empty.push(table);
  }
  return empty;
}
