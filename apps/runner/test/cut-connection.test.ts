import { discoverDomains } from '@erp/engine/discover';
import { takeFingerprint } from '@erp/engine/fingerprint';
import { openSession } from '@erp/engine/session';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { migrateAll, rollbackAll } from '@erp/testing/apply-all';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/testing/scratch-workspace';
import { type Cut, logStatements } from '@erp/testing/statement-log';

/** Two domains with everything that a run can hold: functions, a link, a step outside a transaction. */
let scratch: ScratchWorkspace;

beforeAll(() => {
  scratch = scratchWorkspace();
  const table = (name: string) =>
    rawMigration(
      `CREATE TABLE ${name} (tenant_id bigint, id bigint, other_id bigint, PRIMARY KEY (tenant_id, id))`,
      `DROP TABLE ${name}`,
    );
  scratch.addDomain('crm', [], {
    '0001_leads.ts': table('leads'),
    '0002_index.ts': rawMigration(
      'CREATE INDEX CONCURRENTLY ix_leads_other ON leads (tenant_id, other_id)',
      'DROP INDEX CONCURRENTLY ix_leads_other',
      'export const config = { transaction: false };',
    ),
    '0003_notes.ts': tableMigration('notes'),
  });
  scratch.write(
    'packages/domains/crm/functions/answer.sql',
    "CREATE OR REPLACE FUNCTION answer() RETURNS text LANGUAGE sql SET search_path = '' AS $$ SELECT 'a' $$;\n",
  );
  scratch.write(
    'packages/domains/crm/domain.ts',
    `import { defineDomain } from '@erp/kit/domain';
import { link } from '@erp/kit/link';
const links = [link({ from: 'leads.other_id', to: 'orders.id', domain: 'orders', onDelete: 'SET NULL', because: 'Circle.' })];
export default defineDomain({ name: 'crm', purpose: 'x', owner: 'x', links });
`,
  );
  scratch.addDomain('orders', ['crm'], { '0001_orders.ts': table('orders') });
});
afterAll(() => scratch.remove());

const up = async (settings: ConnectionSettings) => {
  const session = await openSession(settings);
  try {
    await migrateAll(session, await discoverDomains(scratch.root));
  } finally {
    await session.close().catch(() => {});
  }
};
const down = async (settings: ConnectionSettings) => {
  const session = await openSession(settings);
  try {
    await rollbackAll(session, await discoverDomains(scratch.root), { kind: 'all' });
  } finally {
    await session.close().catch(() => {});
  }
};

interface State {
  readonly schema: readonly string[];
  readonly recorded: readonly string[];
}

async function stateOf(database: EmptyDatabase): Promise<State> {
  const session = await database.session();
  const { lines } = await takeFingerprint(session);
  const rows = await session
    .query<{ name: string }>('SELECT name FROM knex_migrations ORDER BY name')
    .catch(() => []);
  return { schema: lines, recorded: rows.map((row) => row.name) };
}

/** How many statements the work sends when nobody disturbs it. */
async function countStatements(work: typeof up, database: EmptyDatabase): Promise<number> {
  const log = await logStatements(database.settings);
  await work(log.settings);
  await log.close();
  return log.statements().length;
}

/**
 * Cuts the connection at every statement of the work, before it and behind it, then lets `finish` end what was begun.
 *
 * @returns the points at which something else than the undisturbed state came out.
 */
async function cutEverywhere(
  prepare: (database: EmptyDatabase) => Promise<void>,
  work: typeof up,
  finish: typeof up,
  expected: State,
): Promise<{ tried: number; bad: string[] }> {
  const counted = await emptyDatabase();
  await prepare(counted);
  const statements = await countStatements(work, counted);
  await counted.drop();
  const bad: string[] = [];
  let tried = 0;
  for (let statement = 1; statement <= statements; statement++) {
    for (const when of ['before', 'after'] as Cut['when'][]) {
      const database = await emptyDatabase();
      await prepare(database);
      const log = await logStatements(database.settings, { statement, when });
      await work(log.settings).catch(() => {});
      await log.close();
      await untilNobodyIsThere(database);
      const failed = await finish(database.settings).then(
        () => '',
        (error: Error) => error.message,
      );
      const state = await stateOf(database);
      tried += 1;
      if (failed !== '' || JSON.stringify(state) !== JSON.stringify(expected)) {
        bad.push(
          `${when} statement ${statement} (${log.statements()[statement - 1]?.slice(0, 60)}): ${failed}`,
        );
      }
      await database.drop();
    }
  }
  return { tried, bad };
}

/** The server may still be busy with what it was handed last. */
async function untilNobodyIsThere(database: EmptyDatabase): Promise<void> {
  const client = await database.connect();
  for (let i = 0; i < 200; i++) {
    const { rows } = await client.query(
      'SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('a migrate that loses its connection at any statement is finished by the next one', async () => {
  const undisturbed = await emptyDatabase();
  await up(undisturbed.settings);
  const expected = await stateOf(undisturbed);
  await undisturbed.drop();
  const { tried, bad } = await cutEverywhere(async () => {}, up, up, expected);
  expect(bad).toEqual([]);
  expect(tried).toBeGreaterThan(40);
});

test('a rollback that loses its connection at any statement is finished by the next one', async () => {
  const empty = await emptyDatabase();
  const expected = await stateOf(empty);
  await empty.drop();
  const { tried, bad } = await cutEverywhere((database) => up(database.settings), down, down, expected);
  expect(bad).toEqual([]);
  expect(tried).toBeGreaterThan(20);
});

test('after a rollback that lost its connection, migrating finishes as well', async () => {
  const undisturbed = await emptyDatabase();
  await up(undisturbed.settings);
  const expected = await stateOf(undisturbed);
  await undisturbed.drop();
  const { bad } = await cutEverywhere((database) => up(database.settings), down, up, expected);
  expect(bad).toEqual([]);
});
