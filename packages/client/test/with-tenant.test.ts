import { withTenant } from '@erp/client/drizzle';
import { drizzleTables } from '@erp/client/drizzle-tables';
import { databaseErrorOf, sqlStateOf } from '@erp/client/errors';
import { logStatements } from '@erp/test-database/statement-log';
import { inDomain } from '@erp/testing/in-domain';
import type { TestTenant } from '@erp/testing/tenants';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { type Door, openings } from './doors.ts';

const { database, a, b } = inDomain('system');
const CODES = 'SELECT code FROM sys_brands ORDER BY code';
const CLAIMS =
  "SELECT current_setting('app.tenant_id', true) AS tenant, current_setting('app.permissions', true) AS permissions, current_user::text AS role";

const as = ({ id, ownerId }: TestTenant) => ({ tenant: id, user: ownerId, role: 'erp_app' as const });
type Ask = (text: string) => Promise<Record<string, unknown>[]>;
const opened: Door[] = [];
const open = (name: string, size: number, settings = database.settings): Door => {
  const door = openings[name]?.(settings as pg.PoolConfig, size);
  if (door === undefined) throw new Error(`No door ${name}.`);
  opened.push(door);
  return door;
};
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: { code?: string }) => sqlStateOf(error) ?? error.code,
  );

beforeAll(async () => {
  for (const tenant of [a, b]) {
    await database
      .knex('sys_brands')
      .insert({ tenant_id: tenant.id, code: `of-${tenant.id}`, name: 'Brand' });
  }
});

afterEach(async () => {
  for (const door of opened.splice(0)) await door.close();
  await database.knex('sys_brands').where('code', 'like', 'new%').delete();
});

describe.each(Object.keys(openings))('%s', (name) => {
  test('sees the rows of the tenant that is entered, and nothing of the session is left', async () => {
    const door = open(name, 1);
    const [before] = await door.outside(CLAIMS);
    expect(await door.within(as(a), (ask) => ask(CODES))).toEqual([{ code: `of-${a.id}` }]);
    expect(await door.within(as(b), (ask) => ask(CODES))).toEqual([{ code: `of-${b.id}` }]);
    expect(await door.outside(CLAIMS)).toEqual([{ ...before, tenant: '', permissions: '' }]);
  });

  test('many requests of two tenants over one connection see only their own', async () => {
    const door = open(name, 1);
    const seen = await Promise.all(
      Array.from({ length: 120 }, async (_, at) => {
        const tenant = at % 3 === 0 ? a : b;
        const work = async (ask: (text: string) => Promise<unknown[]>) => {
          const rows = await ask(CODES);
          // Every fifth one fails, and leaves nothing either.
          if (at % 5 === 0) throw new Error('changed its mind');
          return JSON.stringify(rows) === JSON.stringify([{ code: `of-${tenant.id}` }]) ? 'own' : 'foreign';
        };
        return door.within(as(tenant), work).catch((error: Error) => error.message);
      }),
    );
    expect(seen.filter((each) => each === 'own')).toHaveLength(96);
    expect(seen.filter((each) => each === 'changed its mind')).toHaveLength(24);
  });

  test('a stranger is refused, whether it asks or not, and the pool goes on', async () => {
    const door = open(name, 1);
    const stranger = { ...as(a), user: b.ownerId };
    expect(await refusalOf(door.within(stranger, (ask) => ask(CODES)))).toBe('42501');
    expect(await refusalOf(door.within(stranger, async () => 'nothing'))).toBe('42501');
    expect(await refusalOf(door.within({ ...as(a), tenant: '999999' }, (ask) => ask(CODES)))).toBe('42501');
    expect(await door.within(as(a), (ask) => ask('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  test('keeps what the work wrote, and takes back what a failing work wrote', async () => {
    const door = open(name, 1);
    const add = (code: string) =>
      `INSERT INTO sys_brands (tenant_id, code, name) VALUES (${a.id}, '${code}', '${code}')`;
    await door.within(as(a), (ask) => ask(add('new1')));
    const failing = door.within(as(a), async (ask) => {
      await ask(add('new2'));
      throw new TypeError('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await refusalOf(door.within(as(a), (ask) => ask(add('new3')), { readOnly: true }))).toBe('25006');
    expect(await door.within(as(a), (ask) => ask(CODES))).toEqual([{ code: 'new1' }, { code: `of-${a.id}` }]);
  });

  test('says what the database said in its own words, without the statement', async () => {
    const door = open(name, 1);
    const error = await door.within(as(a), (ask) => ask("SELECT 'secret', 1 / 0")).catch((thrown) => thrown);
    expect(databaseErrorOf(error)).toMatchObject({ code: '22012', message: 'division by zero' });
    const stranger = await door
      .within({ ...as(a), user: b.ownerId }, (ask) => ask(CODES))
      .catch((thrown) => thrown);
    expect(databaseErrorOf(stranger)?.message).toBe('This tenant cannot be entered.');
  });

  test('says so when nothing was kept because an error was caught', async () => {
    const door = open(name, 1);
    const caught = door.within(as(a), async (ask) => {
      await ask(`INSERT INTO sys_brands (tenant_id, code, name) VALUES (${a.id}, 'new4', 'new4')`);
      await ask('SELECT 1 / 0').catch(() => {});
    });
    await expect(caught).rejects.toMatchObject({
      code: 'rolled_back',
      detail: expect.stringContaining('division by zero'),
    });
    const savepoint = door.within(as(a), async (ask) => {
      await ask('SAVEPOINT careful');
      await ask('SELECT 1 / 0').catch(() => {});
      await ask('ROLLBACK TO SAVEPOINT careful');
      return ask('SELECT 1 AS one');
    });
    expect(await savepoint).toEqual([{ one: 1 }]);
  });

  test('refuses a query on the outer handle, and a second transaction, while the work runs', async () => {
    const door = open(name, 2);
    expect(await refusalOf(door.within(as(a), () => door.outside(CODES)))).toBe('outside_transaction');
    const nested = door.within(as(a), () => door.within(as(b), (ask) => ask(CODES)));
    expect(await refusalOf(nested)).toBe('outside_transaction');
    const other = open(name, 1);
    expect(await refusalOf(door.within(as(a), () => other.outside(CODES)))).toBe('accepted');
    expect(await refusalOf(door.within(as(a), () => door.outside(CODES), { guard: false }))).toBe('accepted');
    let late: Promise<unknown> | undefined;
    let go = () => {};
    const gone = new Promise<void>((resolve) => {
      go = resolve;
    });
    await door.within(as(a), async () => {
      late = gone.then(() => door.outside('SELECT 1'));
    });
    go();
    expect(await refusalOf(late ?? Promise.resolve())).toBe('accepted');
  });

  test('refuses a query that nobody waited for', async () => {
    const door = open(name, 1);
    let ask: ((text: string) => Promise<unknown>) | undefined;
    await door.within(as(a), async (given) => {
      ask = given;
    });
    const late = ask?.(CODES).catch((error: Error) => `${error.message} ${error.cause}`);
    // Knex and Kysely find out by themselves.
    expect(await late).toMatch(/has ended|already complete|released|committed/);
  });

  test('refuses what is asked behind a COMMIT by hand, whatever it is written like', async () => {
    const door = open(name, 1);
    for (const text of ['COMMIT WORK', 'COMMIT; SELECT 1', 'ROLLBACK TRANSACTION; SELECT 1']) {
      let seen: unknown = 'nothing';
      const work = door.within(as(a), async (ask) => {
        await ask(text).catch(() => {});
        seen = await ask(CODES);
      });
      expect([text, await refusalOf(work), seen]).toEqual([text, 'transaction_over', 'nothing']);
    }
    expect(await door.within(as(b), (ask) => ask(CODES))).toEqual([{ code: `of-${b.id}` }]);
  });

  test('a connection that is ended in the middle is replaced, and nothing of it is left or kept', async () => {
    const door = open(name, 1);
    const add = `INSERT INTO sys_brands (tenant_id, code, name) VALUES (${a.id}, 'new5', 'new5')`;
    for (const last of [CODES, undefined]) {
      let attempts = 0;
      const cut = door.within(as(a), async (ask) => {
        attempts += 1;
        await ask(add);
        const [row] = await ask('SELECT pg_backend_pid() AS pid');
        await database.knex.raw('SELECT pg_terminate_backend(?, 10000)', [row?.pid as number]);
        if (last !== undefined) await ask(last);
      });
      await expect(cut).rejects.toThrow();
      expect(attempts).toBe(1);
      expect(await door.within(as(b), (ask) => ask(CODES))).toEqual([{ code: `of-${b.id}` }]);
    }
    expect(await door.within(as(a), (ask) => ask(CODES))).toEqual([{ code: `of-${a.id}` }]);
  });

  test('in one trip COMMIT leaves behind the first queries, and what comes later is refused', async () => {
    const log = await logStatements(database.settings);
    const door = open(name, 1, log.settings);
    const within = (work: (ask: Ask) => Promise<unknown>) => door.within(as(a), work, { oneTrip: true });
    const add = (code: string) =>
      `INSERT INTO sys_brands (tenant_id, code, name) VALUES (${a.id}, '${code}', '${code}') RETURNING code`;
    expect(await within((ask) => ask(add('new6')))).toEqual([{ code: 'new6' }]);
    expect(log.statements().slice(-3)).toEqual([
      expect.stringMatching('enter_tenant'),
      add('new6'),
      'COMMIT',
    ]);
    expect(await refusalOf(within((ask) => ask(add('new6'))))).toBe('23505');
    expect(await refusalOf(within((ask) => ask(`${add('new8')}, 1 / 0`)))).toBe('22012');
    const second = within(async (ask) => {
      await ask(CODES);
      return ask(CODES);
    });
    expect(await refusalOf(second)).toBe('transaction_over');
    expect(await door.within(as(b), (ask) => ask(CODES))).toEqual([{ code: `of-${b.id}` }]);
    const kept = await database
      .knex('sys_brands')
      .where('code', 'like', 'new%')
      .orderBy('code')
      .pluck('code');
    expect(kept).toEqual(['new6']);
    await door.close();
    opened.pop();
    await log.close();
  });

  test('begins, enters and asks in one go, and asks nothing else of the server', async () => {
    const log = await logStatements(database.settings);
    const door = open(name, 1, log.settings);
    await door.within(as(a), (ask) => ask(CODES));
    await door.close();
    opened.pop();
    await log.close();
    // Knex asks a new connection for its version.
    expect(log.statements().filter((each) => !/version\(\)/.test(each))).toEqual([
      'BEGIN',
      'SELECT set_config($1, $2, true)',
      'SELECT app.enter_tenant($1::bigint, $2::bigint)',
      CODES,
      'SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS written',
      'COMMIT',
    ]);
  });

  test('is repeated from its beginning when the database asks for it, and not otherwise', async () => {
    const door = open(name, 1);
    const asking = async (code: string, options: { attempts?: number }) => {
      let attempts = 0;
      const refused = await refusalOf(
        door.within(
          as(a),
          async (ask) => {
            attempts += 1;
            if (attempts < 3) await ask(`DO $$ BEGIN RAISE EXCEPTION SQLSTATE '${code}'; END $$`);
          },
          options,
        ),
      );
      return [refused, attempts];
    };
    for (const code of ['40001', '40P01', '55P03']) expect(await asking(code, {})).toEqual(['accepted', 3]);
    expect(await asking('40001', { attempts: 2 })).toEqual(['40001', 2]);
    expect(await asking('23514', {})).toEqual(['23514', 1]);
  });
});

test('tables for Drizzle are those of the database: rows come as tables.ts has them, what cannot be written is refused', async () => {
  const pool = new pg.Pool({ ...(database.settings as pg.PoolConfig), max: 1 });
  const db = drizzle({ client: pool });
  try {
    const tables = await drizzleTables(pool, ['sys_brands', 'sys_roles']);
    const { sys_brands: brands, sys_roles: roles } = tables;
    const [made] = await withTenant(db, as(a), (trx) =>
      trx.insert(brands).values({ code: 'new-brand', name: 'New' }).returning(),
    );
    expect(made).toMatchObject({ tenant_id: a.id, id: expect.stringMatching(/^\d+$/), status: 'active' });
    expect(made?.created_at).toBeInstanceOf(Date);
    const changed = await withTenant(db, as(a), (trx) =>
      trx
        .update(brands)
        .set({ metadata: { since: 1990 } })
        .where(eq(brands.code, 'new-brand'))
        .returning({ metadata: brands.metadata }),
    );
    expect(changed).toEqual([{ metadata: { since: 1990 } }]);
    expect(await withTenant(db, as(b), (trx) => trx.select().from(brands))).toHaveLength(1);
    // Drizzle names every column, and the application may not say all of them.
    expect(
      await refusalOf(
        withTenant(db, as(a), (trx) => trx.insert(roles).values({ key: 'new_role', name: 'New' })),
      ),
    ).toBe('42501');
    await expect(drizzleTables(pool, ['orders'])).rejects.toThrow('The database has no table orders');
  } finally {
    await pool.end();
  }
});
