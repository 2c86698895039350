import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { takeFingerprint } from '@erp/engine/catalog';
import { askErp } from '@erp/test-database/ask-erp';
import { ENDS, endWhileBlocked, HELD_COMMIT, waitAtCommit } from '@erp/test-database/end-while-blocked';
import {
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

const REPAIR = ['repair', 'base/0001_a', 'base/0002_b', 'base/0003_c', 'base/0009_gone', '--yes'];
let scratch: ScratchWorkspace;
const databases: EmptyDatabase[] = [];

const file = (name: string) => `packages/domains/base/migrations/${name}.ts`;
const erp = (database: EmptyDatabase, ...args: string[]) => askErp(scratch.root, database.settings, args);

/** Two databases with one edited, one renamed and one missing migration, and one that was begun and has no file. */
async function twoWrong(): Promise<{ database: EmptyDatabase; undisturbed: EmptyDatabase }> {
  const applied = async () => {
    const database = await emptyDatabase();
    databases.push(database);
    expect(await erp(database, 'migrate')).toMatchObject({ code: 0 });
    const session = await database.session();
    await session.query(
      "INSERT INTO knex_migrations_begun (name, direction) VALUES ('base/0009_gone', 'up')",
    );
    await session.query(
      "INSERT INTO knex_migrations_journal (name, place, statement, hash, state) VALUES ('base/0009_gone', 1, 'SELECT 1', 'x', 'kept')",
    );
    return database;
  };
  const two = { database: await applied(), undisturbed: await applied() };
  scratch.write(file('0001_a'), tableMigration('x'));
  rmSync(join(scratch.root, file('0002_b')));
  scratch.write(file('0002_other'), tableMigration('b'));
  rmSync(join(scratch.root, file('0003_c')));
  scratch.write(file('0004_d'), tableMigration('d'));
  return two;
}

async function stateOf(database: EmptyDatabase): Promise<unknown> {
  const session = await database.session();
  return {
    schema: (await takeFingerprint(session)).lines,
    ledger: await session.query('SELECT id, name, batch, checksum FROM knex_migrations ORDER BY id'),
    begun: await session.query('SELECT name, direction FROM knex_migrations_begun'),
    journal: await session.query('SELECT name, place, state FROM knex_migrations_journal ORDER BY 1, 2'),
  };
}

beforeEach(() => {
  scratch = scratchWorkspace();
  scratch.addDomain('base', [], {
    '0001_a.ts': tableMigration('a'),
    '0002_b.ts': tableMigration('b'),
    '0003_c.ts': tableMigration('c'),
  });
});
afterEach(async () => {
  scratch.remove();
  for (const database of databases.splice(0)) await database.drop();
});

const row = (name: string) => `SELECT FROM knex_migrations WHERE name = '${name}' FOR SHARE`;

describe.each([
  { where: 'the first record is about to be changed', held: row('base/0001_a') },
  { where: 'two records are changed and two are not', held: row('base/0003_c') },
  {
    where: 'a note of a begun step is about to go',
    held: "SELECT FROM knex_migrations_journal WHERE name = 'base/0009_gone' FOR SHARE",
  },
  { where: 'all records are changed and not committed', held: HELD_COMMIT },
])('killed when $where', ({ held }) => {
  test.each(ENDS)('%s: nothing is repaired, and the next run repairs all', async (end) => {
    const { database, undisturbed } = await twoWrong();
    expect(await erp(undisturbed, ...REPAIR)).toMatchObject({ code: 0 });
    const before = await stateOf(database);
    if (held === HELD_COMMIT) await waitAtCommit(database);
    const { stdout, stderr } = await endWhileBlocked(database, {
      root: scratch.root,
      args: REPAIR,
      held,
      end,
    });
    expect(stdout).toBe('');
    if (end === 'pg_terminate_backend') {
      expect(stderr).toContain('Problem: The connection was lost during erp repair: ');
      expect(stderr).toContain('terminating connection due to administrator command');
      expect(stderr).toContain('Next: ');
    }
    if (held === HELD_COMMIT) await (await database.connect()).query('DROP SCHEMA held CASCADE');
    const left = await stateOf(database);
    // A COMMIT that the server has begun may be ended by it, whether the client is there or not.
    if (held === HELD_COMMIT && isDeepStrictEqual(left, await stateOf(undisturbed))) return;
    expect(left).toEqual(before);

    expect(await erp(database, ...REPAIR)).toMatchObject({ code: 0 });
    expect(await stateOf(database)).toEqual(await stateOf(undisturbed));
    expect((await erp(database, 'migrate')).stdout).toContain('Applied 1 step');
  });
});
