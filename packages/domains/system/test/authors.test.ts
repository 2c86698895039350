import { inDomain } from '@erp/testing/in-domain';
import { addUser } from '@erp/testing/tenants';
import type { Knex } from 'knex';

const { database: db, a } = inDomain('system');
/** Another member of tenant a, in whose name somebody else would like to write. */
let other: string;
let codes = 0;

beforeAll(async () => {
  other = await addUser(db.knex, 'other@example.com', 'Other');
  await db.knex('sys_tenant_members').insert({
    tenant_id: db.tenants.a.id,
    user_id: other,
    display_name: 'Other',
    status: 'active',
    joined_at: db.knex.fn.now(),
  });
  await db.knex.raw(`
    CREATE FUNCTION app.probe_brand(p_code text, p_author bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ INSERT INTO public.sys_brands (tenant_id, code, name, created_by, updated_by)
      VALUES (app.current_tenant_id(), p_code, p_code, p_author, p_author) $$;
    ALTER FUNCTION app.probe_brand(text, bigint) OWNER TO erp_definer;
    GRANT EXECUTE ON FUNCTION app.probe_brand(text, bigint) TO erp_app, erp_service`);
});

const brand = (authors: object = {}) => {
  codes += 1;
  return { tenant_id: db.tenants.a.id, code: `brand_${codes}`, name: `Brand ${codes}`, ...authors };
};
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
  const forged = brand({ created_by: other, updated_by: other });
  const forgotten = brand();
  await db.asTenant(a, async (trx) => {
    for (const row of [forged, forgotten]) {
      await trx('sys_brands').insert(row);
      expect(await authorsOf(trx, row.code)).toEqual({ created_by: a.ownerId, updated_by: a.ownerId });
    }
  });
});

test('who made a row stays, who changes it last is who is signed in', async () => {
  const row = brand();
  await asService(null, (trx) => trx('sys_brands').insert({ ...row, created_by: other, updated_by: other }));
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
  const [asked, served, alone] = [brand(), brand(), brand()];
  const call = (trx: Knex, code: string) => trx.raw('SELECT app.probe_brand(?, ?::bigint)', [code, other]);
  await db.asTenant(a, (trx) => call(trx, asked.code));
  expect(await authorsOf(db.knex, asked.code)).toEqual({ created_by: a.ownerId, updated_by: a.ownerId });
  await asService(a.ownerId, (trx) => call(trx, served.code));
  expect(await authorsOf(db.knex, served.code)).toEqual({ created_by: a.ownerId, updated_by: a.ownerId });
  await asService(null, (trx) => call(trx, alone.code));
  expect(await authorsOf(db.knex, alone.code)).toEqual({ created_by: other, updated_by: other });
});

test('services and imports say who wrote what they bring', async () => {
  for (const userId of [null, a.ownerId]) {
    const row = brand({ created_by: other });
    await asService(userId, (trx) => trx('sys_brands').insert(row));
    expect(await authorsOf(db.knex, row.code)).toEqual({ created_by: other, updated_by: null });
  }
});

test('a member who goes is forgotten as an author, also while somebody is signed in', async () => {
  const gone = await addUser(db.knex, 'gone@example.com', 'Gone');
  await db.knex('sys_tenant_members').insert({ tenant_id: a.id, user_id: gone, display_name: 'Gone' });
  const row = brand({ created_by: gone, updated_by: gone });
  await db.knex('sys_brands').insert(row);
  await db.knex.transaction(async (trx) => {
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
    await trx('sys_tenant_members').where({ tenant_id: a.id, user_id: gone }).delete();
  });
  expect(await authorsOf(db.knex, row.code)).toEqual({ created_by: null, updated_by: null });
});
