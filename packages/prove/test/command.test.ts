import { takeFingerprint } from '@erp/engine/catalog';
import { findWorkspaceRoot } from '@erp/engine/project';
import { askErp } from '@erp/test-database/ask-erp';
import { runErp } from '@erp/test-database/run-erp';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { until } from '@erp/test-database/until';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

interface Proof {
  readonly fingerprint: string;
  readonly steps: number;
  readonly paths: {
    kind: string;
    title: string;
    same: boolean;
    run: number | null;
    expected: string | null;
    difference: { missing: string[]; extra: string[] } | null;
    problem: { code: string; message: string } | null;
    firstToDiffer: {
      name: string;
      direction: string;
      difference: { missing: string[]; extra: string[] };
    } | null;
  }[];
}

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeEach(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
});
afterEach(async () => {
  scratch.remove();
  await database.drop();
});

const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);

async function prove(...args: string[]): Promise<Proof & { code: number | null }> {
  const { code, stdout, stderr } = await erp('prove', '--json', ...args);
  if (stdout === '') throw new Error(stderr);
  return { ...(JSON.parse(stdout) as Proof), code };
}

const divergences = ({ paths }: Proof) => paths.filter(({ same }) => !same);

/** Two domains below a third one, each with two migrations; some with functions. */
function threeDomains(): void {
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a'), '0002_b.ts': tableMigration('b') });
  scratch.write('packages/domains/base/functions/one.sql', ONE);
  scratch.addDomain('left', ['base'], { '0001_c.ts': tableMigration('c'), '0002_d.ts': tableMigration('d') });
  scratch.addDomain('right', ['base'], {
    '0001_e.ts': tableMigration('e'),
    '0002_f.ts': tableMigration('f'),
  });
}

const ONE = `CREATE OR REPLACE FUNCTION one() RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$ SELECT 1::bigint $$;
`;

test('every path of a sound checkout leads to the same schema, and the chosen database is left alone', async () => {
  threeDomains();
  const session = await database.session();
  const before = await takeFingerprint(session);
  const proof = await prove();
  expect(proof.code).toBe(0);
  expect(divergences(proof)).toEqual([]);
  const count = (kind: string) => proof.paths.filter((path) => path.kind === kind).length;
  // Seven steps: six states between nothing and all; ten orders; three domains; and all of them together.
  expect(['ledger', 'order', 'alone', 'down'].map(count)).toEqual([6, 10, 3, 4]);
  expect(await takeFingerprint(session)).toEqual(before);
});

test('the fingerprint is that of a migrated database', async () => {
  threeDomains();
  const { fingerprint } = await prove('--path', 'alone');
  await erp('migrate');
  expect((await erp('fingerprint')).stdout.trim()).toBe(fingerprint);
});

test('a function that changed with the schema is tried with its text only from where it had it', async () => {
  threeDomains();
  await erp('migrate');
  const migration = 'packages/domains/base/migrations/0003_more.ts';
  scratch.write(
    migration,
    rawMigration('ALTER TABLE a ADD COLUMN more bigint', 'ALTER TABLE a DROP COLUMN more'),
  );
  scratch.write(
    'packages/domains/base/functions/one.sql',
    ONE.replace('SELECT 1::bigint', 'SELECT more FROM public.a'),
  );
  const pending = await prove('--path', 'ledger');
  expect(divergences(pending)).toEqual([]);
  expect((await erp('migrate')).code).toBe(0);
  expect(divergences(await prove('--path', 'ledger'))).toEqual([]);
});

test('a migration that does what the order makes of it is named', async () => {
  threeDomains();
  scratch.write(
    'packages/domains/right/migrations/0003_depends.ts',
    rawMigration(
      "DO $$ BEGIN IF to_regclass('d') IS NOT NULL THEN CREATE INDEX ix_f_id ON f (id); END IF; END $$",
      'DROP INDEX IF EXISTS ix_f_id',
    ),
  );
  const { code, stdout, stderr } = await erp('prove');
  expect(code).toBe(1);
  expect(stderr).toContain('✓ 7 upgrades from earlier states of the ledger');
  expect(stderr).toMatch(/✗ 10 random orders: \d+ lead elsewhere/);
  expect(stdout).toContain('right alone, then the rest');
  expect(stdout).toContain('The first step that differs is right/0003_depends, up');
  expect(stdout).toContain('- index CREATE INDEX ix_f_id ON public.f USING btree (id)');
});

test('whoever interrupts it, or kills it, leaves no scratch database for long', async () => {
  threeDomains();
  // Every scratch database gets to this migration, and stays in it until the test ends it.
  const slow = 'packages/domains/base/migrations/0003_slow.ts';
  scratch.write(slow, rawMigration('SELECT pg_sleep(600)', 'SELECT 1'));
  const session = await database.session();
  const names = async (condition: string, values: unknown[] = []) =>
    (
      await session.query<{ name: string }>(
        `SELECT datname AS name FROM pg_database WHERE ${condition}`,
        values,
      )
    ).map(({ name }) => name);
  // Other tests have scratch databases on this server as well; ours are made by sessions on our database.
  const ours = () =>
    names(`datname ~ '^erp_scratch_' AND split_part(datname, '_', 3) IN
      (SELECT pid::text FROM pg_stat_activity WHERE datname = current_database())`);
  const endedBy = async (signal: NodeJS.Signals) => {
    let made: string[] = [];
    const { code } = await runErp(scratch.root, database.settings, ['prove'], async (kill) => {
      await until(async () => {
        made = await ours();
        return made.length > 0;
      });
      kill(signal);
    });
    return { code, left: () => names('datname = ANY ($1)', [made]) };
  };
  const interrupted = await endedBy('SIGINT');
  expect(interrupted.code).toBe(130);
  expect(await interrupted.left()).toEqual([]);

  const killed = await endedBy('SIGKILL');
  // The server ends the sessions of the killed process when it finds out; then the next command drops what is left.
  scratch.write(slow, rawMigration('SELECT 1', 'SELECT 1'));
  await until(async () => {
    await erp('prove', '--path', 'ledger', '--states', '0');
    return (await killed.left()).length === 0;
  });
});

test('a dump and its restore are run where the tools are, or one line says why not', async () => {
  threeDomains();
  const { code, stdout, stderr } = await erp('prove', '--path', 'restore');
  expect(code).toBe(0);
  expect(stderr + stdout).toMatch(
    /(✓ 2 dumps and restores\n(.+ …\n)?All 2 paths|– dump and restore are not run: .+\n(.+ …\n)?All 0 paths)/,
  );
});

test('an unknown kind of path is refused', async () => {
  const { code, stderr } = await erp('prove', '--path', 'sideways');
  expect(await erp('prove', '--road', 'sideways')).toMatchObject({ code: 2 });
  expect(code).toBe(2);
  expect(stderr).toContain('Allowed choices are ledger, order, alone, down, restore.');
});

test('the paths of this checkout, a sample of them', async () => {
  const { code, stdout, stderr } = await askErp(findWorkspaceRoot(import.meta.dirname), database.settings, [
    ...['prove', '--path', 'ledger', 'order', '--states', '1', '--orders', '2'],
  ]);
  expect(stderr + stdout).not.toContain('✗');
  expect(stdout).toContain('All 3 paths lead to the schema of a fresh install');
  expect(code).toBe(0);
});
