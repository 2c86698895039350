import { bareDatabase, clonedDatabase } from '@erp/test-database/database';
import { runErp } from '@erp/test-database/run-erp';
import { joinTestServer } from '@erp/test-database/server';
import { logStatements } from '@erp/test-database/statement-log';
import { provideTemplate } from '@erp/test-database/template';
import { transactionPool } from '@erp/test-database/transaction-pool';
import pg from 'pg';

async function connected<Result>(settings: unknown, work: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client(settings as pg.ClientConfig);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test('a database is gone after its drop, with what was opened on it', async () => {
  const database = await bareDatabase();
  const client = await database.connect();
  let closed = false;
  database.closing({
    close: async () => {
      closed = true;
    },
  });
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  await database.drop();
  expect(closed).toBe(true);
  const server = await joinTestServer();
  expect(await server.administer('SELECT FROM pg_database WHERE datname = $1', [rows[0]?.name])).toEqual([]);
});

test('it tells work that waits for a lock from work that has ended', async () => {
  const database = await bareDatabase();
  const [first, second] = [await database.connect(), await database.connect()];
  await first.query('SELECT pg_advisory_lock(1)');
  const waiting = second.query('SELECT pg_advisory_lock(1)');
  expect(await database.untilBlocked(waiting)).toBe(true);
  await first.query('SELECT pg_advisory_unlock(1)');
  await waiting;
  expect(await database.untilBlocked(Promise.resolve())).toBe(false);
  await database.drop();
});

test('a template is made once, whole or not at all, and cloned with the privileges on it', async () => {
  const content = `test_${process.pid}`;
  await expect(
    provideTemplate(content, async () => {
      throw new Error('on purpose');
    }),
  ).rejects.toThrow('on purpose');
  let made = 0;
  const provide = () =>
    provideTemplate(content, (settings) => {
      made += 1;
      return connected(settings, async (client) => {
        const { database } = client;
        await client.query(`CREATE TABLE one (); REVOKE CONNECT ON DATABASE "${database}" FROM PUBLIC`);
      });
    });
  const [name] = await Promise.all([provide(), provide()]);
  expect(made).toBe(1);
  const clone = await clonedDatabase(name);
  const client = await clone.connect();
  const { rows } = await client.query<{ tables: string; public: boolean }>(
    `SELECT to_regclass('one')::text AS tables,
       EXISTS (SELECT FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = current_database()
                 AND a.grantee = 0 AND a.privilege_type = 'CONNECT') AS public`,
  );
  expect(rows).toEqual([{ tables: 'one', public: false }]);
  await clone.drop();
  await (await joinTestServer()).administer(`DROP DATABASE ${name}`);
});

test('a statement log reads what is sent, and cuts the wire where it is told to', async () => {
  const database = await bareDatabase();
  const log = await logStatements(database.settings);
  await connected(log.settings, (client) => client.query('SELECT 1'));
  expect(log.statements()).toEqual(['SELECT 1']);
  await log.close();

  const cut = await logStatements(database.settings, { statement: 2, when: 'before' });
  const client = new pg.Client(cut.settings as pg.ClientConfig);
  client.on('error', () => {});
  await client.connect();
  await client.query('CREATE TABLE one ()');
  await expect(client.query('CREATE TABLE two ()')).rejects.toThrow();
  await client.end().catch(() => {});
  const { rows } = await (await database.connect()).query<{ one: boolean; two: boolean }>(
    "SELECT to_regclass('one') IS NOT NULL AS one, to_regclass('two') IS NOT NULL AS two",
  );
  expect(rows).toEqual([{ one: true, two: false }]);
  await cut.close();
  await database.drop();
});

test('a pool gives a session away between transactions, and keeps it within one', async () => {
  const database = await bareDatabase();
  const pool = await transactionPool(database.settings);
  const pid = async (client: pg.Client) =>
    (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
  await connected(pool.settings, (first) =>
    connected(pool.settings, async (second) => {
      await first.query('BEGIN');
      const own = await pid(first);
      expect(await pid(second)).not.toBe(own);
      expect(await pid(first)).toBe(own);
      await first.query('COMMIT');
      expect(await pid(second)).toBe(own);
    }),
  );
  await pool.close();
  await database.drop();
});

test('the binary is run as a person would run it', async () => {
  const { code, stdout, stderr } = await runErp(import.meta.dirname, undefined, ['--version']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+/);
});
