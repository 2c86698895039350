import { openSession, type Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { discoverDomains } from '@erp/engine/project';
import { withDisposableDatabase } from '@erp/scratch/disposable';
import { installDomains, installRecorded, rollBackDomains } from '@erp/scratch/install';
import { generateRowTypes, tablesOf } from '@erp/scratch/row-types';
import { requireScratch, withScratchDatabase } from '@erp/scratch/scratch-database';
import { type BareDatabase, bareDatabase } from '@erp/test-database/database';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';

let database: BareDatabase;
let session: Session;
let checkout: ScratchWorkspace;

beforeAll(async () => {
  database = await bareDatabase();
  session = database.closing(await openSession(database.settings));
  checkout = scratchWorkspace();
  checkout.addDomain('crm', [], { '0001_leads.ts': tableMigration('leads') });
  checkout.addDomain('orders', ['crm'], { '0001_orders.ts': tableMigration('orders') });
  checkout.addDomain('tasks', [], { '0001_tasks.ts': tableMigration('tasks') });
});
afterAll(async () => {
  checkout.remove();
  await database.drop();
});

async function nameOf(scratch: Session): Promise<string> {
  const [row] = await scratch.query<{ name: string }>('SELECT current_database() AS name');
  return row?.name ?? '';
}

async function isThere(name: string): Promise<boolean> {
  return (await session.query('SELECT FROM pg_database WHERE datname = $1', [name])).length > 0;
}

test('a scratch database is empty, and gone when the work is done or has failed', async () => {
  const name = await withScratchDatabase(session, database.settings, async (scratch) => {
    expect(await tablesOf(scratch)).toEqual([]);
    return nameOf(scratch);
  });
  expect(await isThere(name)).toBe(false);

  let failed = '';
  const work = withScratchDatabase(session, database.settings, async (scratch) => {
    failed = await nameOf(scratch);
    throw new Error('on purpose');
  });
  await expect(work).rejects.toThrow('on purpose');
  expect(failed).not.toBe('');
  expect(await isThere(failed)).toBe(false);
});

test('it is dropped when a process is ended meanwhile, and nothing is left to be done later', async () => {
  const cleanups = new Set<() => Promise<void>>();
  const whenEnded = (cleanup: () => Promise<void>) => {
    cleanups.add(cleanup);
    return () => void cleanups.delete(cleanup);
  };
  await withScratchDatabase(
    session,
    database.settings,
    async (scratch) => {
      const name = await nameOf(scratch);
      for (const cleanup of cleanups) await cleanup();
      expect(await isThere(name)).toBe(false);
    },
    { whenEnded },
  );
  expect(cleanups.size).toBe(0);
});

test('what a killed process left is dropped by the next one', async () => {
  // No server process has this number: it is above the greatest that a kernel gives.
  const left = 'erp_scratch_99999999_0123456789ab';
  await session.query(`CREATE DATABASE ${left}`);
  await withScratchDatabase(session, database.settings, async () => {});
  expect(await isThere(left)).toBe(false);
});

test('a role that may not create databases is told what to do', async () => {
  await session.query(`CREATE ROLE no_scratch_${process.pid} NOLOGIN`);
  await session.query(`SET ROLE no_scratch_${process.pid}`);
  try {
    await expect(requireScratch(session, { description: 'here' }, 'A test needs one')).rejects.toMatchObject({
      code: 'scratch_forbidden',
      message: 'A test needs one, and this role may not create one.',
      detail: 'It is connected to here.',
    });
  } finally {
    await session.query('RESET ROLE');
    await session.query(`DROP ROLE no_scratch_${process.pid}`);
  }
  await requireScratch(session, { description: 'here' }, 'A test needs one');
});

test('domains are installed with what they depend on, and rolled back', async () => {
  const workspace = await discoverDomains(checkout.root);
  await withDisposableDatabase(async (scratch) => {
    await installDomains(scratch, workspace, ['orders']);
    expect((await tablesOf(scratch)).sort()).toEqual(['leads', 'orders']);
    await rollBackDomains(scratch, workspace, { kind: 'domain', domain: 'orders' });
    expect(await tablesOf(scratch)).toEqual(['leads']);
    await installDomains(scratch, workspace);
    expect((await tablesOf(scratch)).sort()).toEqual(['leads', 'orders', 'tasks']);
  });
});

test('a database gets the steps that another one has, and no others', async () => {
  const workspace = await discoverDomains(checkout.root);
  await withDisposableDatabase(async (live) => {
    await installDomains(live, workspace, ['tasks']);
    const recorded = { live, ledger: await readLedger(live) };
    await withDisposableDatabase(async (scratch) => {
      await installRecorded(scratch, workspace, recorded);
      expect(await tablesOf(scratch)).toEqual(['tasks']);
    });
  });
});

test('a function is installed as it was applied, while its file needs what is not', async () => {
  const other = scratchWorkspace();
  const returning = (word: string) =>
    `CREATE OR REPLACE FUNCTION app.greet() RETURNS text LANGUAGE sql AS $$ SELECT ${word} $$;`;
  try {
    other.addDomain('crm', [], {
      '0001_app.ts': rawMigration('CREATE SCHEMA app', 'DROP SCHEMA app'),
    });
    other.write('packages/domains/crm/functions/greet.sql', returning("'hello'"));
    await withDisposableDatabase(async (live) => {
      await installDomains(live, await discoverDomains(other.root));
      const recorded = { live, ledger: await readLedger(live) };
      other.write('packages/domains/crm/functions/greet.sql', returning('app.farewell()'));
      await withDisposableDatabase(async (scratch) => {
        await installRecorded(scratch, await discoverDomains(other.root), recorded);
        expect(await scratch.query('SELECT app.greet()')).toEqual([{ greet: 'hello' }]);
      });
    });
  } finally {
    other.remove();
  }
});

test('row types are those of the tables that each domain adds', async () => {
  const workspace = await discoverDomains(checkout.root);
  const written = await withDisposableDatabase((scratch) => generateRowTypes(scratch, workspace));
  expect(written.map(({ domain, text }) => [domain.name, text.match(/interface \w+Row/g)])).toEqual([
    ['crm', ['interface LeadsRow']],
    ['orders', ['interface OrdersRow']],
    ['tasks', ['interface TasksRow']],
  ]);
});
