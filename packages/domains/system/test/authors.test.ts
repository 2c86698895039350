import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';
import { brands } from '../test-factories.ts';
import { addMember } from './people.ts';

const { database: db, a } = inDomain('system');
/** Another member of tenant a, in whose name somebody else would like to write. */
let other: string;

beforeAll(async () => {
  other = await addMember(db.knex, a.id, 'other');
  await db.knex.raw(`
    CREATE FUNCTION app.probe_brand(p_code text, p_author bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ INSERT INTO public.sys_brands (tenant_id, code, name, created_by, updated_by)
      VALUES (app.current_tenant_id(), p_code, p_code, p_author, p_author) $$;
    ALTER FUNCTION app.probe_brand(text, bigint) OWNER TO erp_definer;
    GRANT EXECUTE ON FUNCTION app.probe_brand(text, bigint) TO erp_app, erp_service`);
});

const authorsOf = (trx: Knex, code: string) =>
  trx('sys_brands').where({ tenant_id: db.tenants.a.id, code }).first('created_by', 'updated_by');

/** Works as the service, in the tenant, for a user or for none. */
const asService = <Result>(userId: string | null, work: (trx: Knex) => Promise<Result>): Promise<Result> =>
  db.knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_service');
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [db.tenants.a.id, userId]);
    return work(trx);
  });

test('the application writes in the name of who is signed in, whatever it sends', async () => {
  for (const authors of [{ created_by: other, updated_by: other }, {}]) {
    const { code } = await db.asTenant(a, (trx) => brands.create(trx, authors));
    expect(await authorsOf(db.knex, code)).toEqual({ created_by: a.ownerId, updated_by: a.ownerId });
  }
});

test('who made a row stays, who changes it last is who is signed in', async () => {
  const authors = { created_by: other, updated_by: other };
  const row = await asService(null, (trx) => brands.create(trx, authors));
  await db.asTenant(a, async (trx) => {
    await trx('sys_brands')
      .where({ code: row.code })
      .update({ created_by: a.ownerId, updated_by: other, name: 'New' });
    expect(await authorsOf(trx, row.code)).toEqual({ created_by: other, updated_by: a.ownerId });
    await trx('sys_brands').where({ code: row.code }).update({ created_by: null, updated_by: null });
    expect(await authorsOf(trx, row.code)).toEqual({ created_by: other, updated_by: a.ownerId });
    await trx.raw(
      `INSERT INTO sys_brands (tenant_id, code, name, created_by) VALUES (?, ?, 'Newer', ?)
        ON CONFLICT (tenant_id, code) WHERE deleted_at IS NULL
        DO UPDATE SET name = excluded.name, created_by = excluded.created_by`,
      [a.id, row.code, a.ownerId],
    );
    expect(await authorsOf(trx, row.code)).toEqual({ created_by: other, updated_by: a.ownerId });
  });
});

test('a function with rights of its own writes in the name of its caller', async () => {
  const call = (trx: Knex, code: string) => trx.raw('SELECT app.probe_brand(?, ?::bigint)', [code, other]);
  await db.asTenant(a, (trx) => call(trx, 'asked'));
  expect(await authorsOf(db.knex, 'asked')).toEqual({ created_by: a.ownerId, updated_by: a.ownerId });
  await asService(a.ownerId, (trx) => call(trx, 'served'));
  expect(await authorsOf(db.knex, 'served')).toEqual({ created_by: a.ownerId, updated_by: a.ownerId });
  await asService(null, (trx) => call(trx, 'alone'));
  expect(await authorsOf(db.knex, 'alone')).toEqual({ created_by: other, updated_by: other });
});

test('services and imports say who wrote what they bring', async () => {
  for (const userId of [null, a.ownerId]) {
    const { code } = await asService(userId, (trx) => brands.create(trx, { created_by: other }));
    expect(await authorsOf(db.knex, code)).toEqual({ created_by: other, updated_by: null });
  }
});

test('a member who goes is forgotten as an author, also while somebody is signed in', async () => {
  const gone = await addMember(db.knex, a.id, 'gone');
  const authors = { created_by: gone, updated_by: gone };
  const row = await brands.create(db.knex, { tenant_id: a.id, ...authors });
  await db.knex.transaction(async (trx) => {
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
    await trx('sys_tenant_members').where({ tenant_id: a.id, user_id: gone }).delete();
  });
  expect(await authorsOf(db.knex, row.code)).toEqual({ created_by: null, updated_by: null });
});
