import { inDomain } from '@erp/testing/in-domain';

const { database, a, b, call, refusal } = inDomain('system');

const brand = (code: string, tenant = a) => ({ tenant_id: tenant.id, code, name: code });
const codes = async () => (await database.knex('sys_brands').select('code')).map((row) => row.code);

test('there are two tenants, each with its owner', () => {
  expect(a).toEqual(database.tenants.a);
  expect(b).toEqual(database.tenants.b);
  expect(a.id).not.toBe(b.id);
});

test('a refusal is told by its constraint or SQLSTATE, and what was done is taken back', async () => {
  expect(await refusal((trx) => trx('sys_brands').insert(brand('x')))).toBe('accepted');
  expect(await refusal((trx) => trx('sys_brands').insert([brand('x'), brand('x')]))).toBe(
    'uq_sys_brands_code',
  );
  expect(await refusal((trx) => trx('sys_brands').insert(brand('x', b)))).toBe('42501');
  expect(await refusal((trx) => trx('sys_brands').insert(brand('x', b)), b)).toBe('accepted');
  expect(await codes()).toEqual([]);
});

test('an error that is not PostgreSQL’s passes through', async () => {
  const broken = refusal(() => Promise.reject(new TypeError('a mistake in the test')));
  await expect(broken).rejects.toThrow('a mistake in the test');
});

test('a call is made inside the first tenant', async () => {
  expect(await call('current_tenant_id')).toBe(a.id);
});

test('a constraint that is looked at late is looked at all the same', async () => {
  const late = refusal(async (trx) => {
    await trx.raw('SET CONSTRAINTS ALL DEFERRED');
    await trx('sys_stores').insert({ tenant_id: a.id, brand_id: '999999', code: 's', name: 'S' });
  });
  expect(await late).toBe('fk_sys_stores_brand_id');
});
