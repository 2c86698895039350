import { takeFingerprint } from '@erp/engine/catalog';
import { askErp } from '@erp/test-database/ask-erp';
import { ENDS, endWhileBlocked, HELD_COMMIT, waitAtCommit } from '@erp/test-database/end-while-blocked';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { until } from '@erp/test-database/until';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

const FUNCTION = `CREATE OR REPLACE FUNCTION answer() RETURNS text LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$ SELECT 'a' $$;
`;
/** A role belongs to the whole server, so a step about it waits on the scratch database for a session of this one. */
const ROLE = `held_role_${process.pid}`;
let scratch: ScratchWorkspace;
const databases: EmptyDatabase[] = [];

beforeEach(() => {
  scratch = scratchWorkspace();
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a') });
  scratch.addDomain('crm', ['base'], {
    '0001_b.ts': tableMigration('b'),
    '0002_c.ts': tableMigration('c'),
  });
  scratch.write('packages/domains/crm/functions/answer.sql', FUNCTION);
});
afterEach(async () => {
  scratch.remove();
  for (const database of databases.splice(0)) await database.drop();
});

/** What people made by hand; `base` is recorded already where a ledger is asked for. */
async function madeByHand(ledger: boolean): Promise<EmptyDatabase> {
  const database = await emptyDatabase();
  databases.push(database);
  const client = await database.connect();
  for (const table of ['a', 'b', 'c']) await client.query(`CREATE TABLE ${table} (id bigint PRIMARY KEY)`);
  await client.query(FUNCTION);
  if (ledger) expect(await erp(database, 'baseline', '--only', 'base')).toMatchObject({ code: 0 });
  return database;
}

const erp = (database: EmptyDatabase, ...args: string[]) => askErp(scratch.root, database.settings, args);

async function recorded(database: EmptyDatabase): Promise<unknown> {
  const session = await database.session();
  const [made] = await session.query<{ there: boolean }>(
    "SELECT to_regclass('public.knex_migrations') IS NOT NULL AS there",
  );
  return made?.there === true
    ? session.query('SELECT name, batch, checksum, undo, content FROM knex_migrations ORDER BY id')
    : 'no ledger';
}

const schema = async (database: EmptyDatabase) => (await takeFingerprint(await database.session())).lines;

describe.each([
  {
    where: 'the ledger is about to be made',
    ledger: false,
    held: 'CREATE TABLE public.knex_migrations (id int)',
  },
  {
    where: 'the lines are about to be written',
    ledger: true,
    held: 'LOCK TABLE knex_migrations IN SHARE MODE',
  },
  { where: 'the lines are written and not committed', ledger: true, held: HELD_COMMIT },
])('killed when $where', ({ ledger, held }) => {
  test.each(ENDS)('%s: the ledger is as it was or whole, and the next run records all', async (end) => {
    const undisturbed = await madeByHand(ledger);
    const before = await recorded(undisturbed);
    expect(await erp(undisturbed, 'baseline')).toMatchObject({ code: 0 });

    const database = await madeByHand(ledger);
    if (held === HELD_COMMIT) await waitAtCommit(database);
    const { stdout, stderr } = await endWhileBlocked(database, {
      root: scratch.root,
      args: ['baseline'],
      held,
      end,
    });
    expect(stdout).not.toContain('Recorded');
    if (end === 'pg_terminate_backend') {
      expect(stderr).toContain('Problem: The connection was lost during erp baseline: ');
      expect(stderr).toContain('terminating connection due to administrator command');
      expect(stderr).toContain('Next: ');
    }
    const whole = await recorded(undisturbed);
    // A COMMIT that the server has begun may be ended by it, whether the client is there or not.
    expect(held === HELD_COMMIT ? [before, whole] : [before]).toContainEqual(await recorded(database));
    if (held === HELD_COMMIT) await (await database.connect()).query('DROP SCHEMA held CASCADE');

    expect(await erp(database, 'baseline')).toMatchObject({ code: 0 });
    expect(await recorded(database)).toEqual(whole);
    expect(await schema(database)).toEqual(await schema(undisturbed));
    expect((await erp(database, 'migrate')).stdout).toContain('Nothing to do');
  });
});

test('killed while it replays: nothing is recorded, and the next run drops the scratch database that was left', async () => {
  const database = await madeByHand(false);
  const session = await database.session();
  await session.query(`CREATE ROLE ${ROLE}`);
  try {
    scratch.write(
      'packages/domains/crm/migrations/0002_c.ts',
      rawMigration(
        `CREATE TABLE c (id bigint PRIMARY KEY); COMMENT ON ROLE ${ROLE} IS 'by a step'`,
        'DROP TABLE c',
      ),
    );
    let left = '';
    await endWhileBlocked(database, {
      root: scratch.root,
      args: ['baseline'],
      held: `COMMENT ON ROLE ${ROLE} IS 'by the test'`,
      end: 'SIGKILL',
      waits: async () => {
        const [found] = await session.query<{ name: string }>(
          `SELECT a.datname AS name FROM pg_stat_activity a JOIN pg_stat_activity maker
             ON a.datname LIKE format('erp\\_scratch\\_%s\\_%%', maker.pid) AND maker.datname = current_database()
           WHERE a.wait_event_type = 'Lock'`,
        );
        left = found?.name ?? '';
        return found !== undefined;
      },
    });
    await until(
      async () =>
        (await session.query('SELECT FROM pg_stat_activity WHERE datname = $1', [left])).length === 0,
    );
    expect(await recorded(database)).toBe('no ledger');

    expect(await erp(database, 'baseline')).toMatchObject({ code: 0 });
    expect(await recorded(database)).toHaveLength(4);
    expect(await session.query('SELECT FROM pg_database WHERE datname = $1', [left])).toEqual([]);
  } finally {
    await session.query(`DROP ROLE ${ROLE}`);
  }
});
