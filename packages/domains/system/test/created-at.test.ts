import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';
import { brands } from '../test-factories.ts';

const { database: db } = inDomain('system');
beforeAll(async () => {
  await db.asTenant(db.tenants.a, (trx) => brands.create(trx, BRAND));
});

const BRAND = { code: 'north', name: 'North' };
const LONG_AGO = '2001-01-01T00:00:00Z';

/** Says that the brand was made long ago, and reads when it says it was made. */
async function rewrite(trx: Knex): Promise<{ year: number; renamed: boolean }> {
  await trx('sys_brands').where(BRAND).update({ created_at: LONG_AGO, name: 'South' });
  const row = await trx('sys_brands').where({ code: BRAND.code }).first('created_at', 'name');
  return { year: new Date(row?.created_at ?? 0).getUTCFullYear(), renamed: row?.name === 'South' };
}

/** Works as a role and takes all of it back. */
async function as(role: string, work: (trx: Knex) => Promise<unknown>): Promise<unknown> {
  const trx = await db.knex.transaction();
  try {
    await trx.raw(`SET LOCAL ROLE ${role}`);
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [db.tenants.a.id, db.tenants.a.ownerId]);
    return await work(trx);
  } finally {
    await trx.rollback();
  }
}

test.each(['erp_app', 'authenticated'])(
  '%s cannot rewrite when a row came, and its update goes through',
  async (role) => {
    const { year, renamed } = (await as(role, rewrite)) as Awaited<ReturnType<typeof rewrite>>;
    expect(year).toBeGreaterThan(2001);
    expect(renamed).toBe(true);
  },
);

test('a service may, since imports bring times along', async () => {
  expect(await as('erp_service', rewrite)).toEqual({ year: 2001, renamed: true });
});
