import { openColumns, restrictColumns } from '@erp/kit/column-rights';
import {
  addTenantForeign,
  dropExclusion,
  dropTenantForeign,
  dropUniqueNullsNotDistinct,
  exclude,
  uniqueNullsNotDistinct,
} from '@erp/kit/constraints';
import { dropLifecycle, lifecycle, replacePaths } from '@erp/kit/lifecycle';
import { allowLoops, forbidLoops } from '@erp/kit/loops';
import { code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';

/** What words for tables leave in the schema, as text. */
const SCHEMA = `
  SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line FROM pg_constraint WHERE contype <> 'n'
  UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT a.oid::regclass || ' ' || g.grantee::regrole || ' ' || g.privilege_type
    FROM pg_class a, aclexplode(a.relacl) g WHERE a.relnamespace = 'public'::regnamespace AND g.grantee <> 0
  UNION ALL SELECT a.attrelid::regclass || '.' || a.attname || ' ' || g.grantee::regrole || ' ' || g.privilege_type
    FROM pg_attribute a, aclexplode(a.attacl) g WHERE g.grantee <> 0
  ORDER BY 1`;

const OFFER = {
  called: 'an offer',
  paths: { draft: ['sent'], sent: ['won', 'lost'], lost: ['draft'], won: [] },
  instead: 'Call app.transition_offer.',
  history: 'offer_status_history',
  reference: 'offer_id',
  write: 'stores.write',
} as const;

const { database: db } = inDomain('system');

beforeAll(async () => {
  await createTenantTable(db.knex, 'offers', { write: 'stores.write' }, (table) => {
    table.text('name').notNullable();
    table.bigInteger('parent_id');
    table.bigInteger('room_id');
    table.timestamp('starts_at', { useTz: true });
    table.timestamp('ends_at', { useTz: true });
    code(table, 'status', ['draft', 'sent', 'won', 'lost']).notNullable().defaultTo('draft');
    table.text('status_note');
    tenantForeign(table, 'parent_id', 'offers');
  });
  await db.knex.raw(`
    CREATE FUNCTION app.transition_offer(p_id bigint, p_to text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ UPDATE public.offers SET status = p_to, status_note = 'why'
      WHERE tenant_id = app.current_tenant_id() AND id = p_id $$;
    ALTER FUNCTION app.transition_offer(bigint, text) OWNER TO erp_definer;
    GRANT EXECUTE ON FUNCTION app.transition_offer(bigint, text) TO erp_app`);
});

/** Applies a word, tries it, takes it back, and asks that nothing of it is left. */
async function inUse(up: () => Promise<void>, attempt: () => Promise<void>, down: () => Promise<void>) {
  const schema = async () => (await db.knex.raw(SCHEMA)).rows as unknown[];
  const before = await schema();
  await up();
  await attempt();
  await down();
  expect(await schema()).toEqual(before);
  await db.knex('offers').delete();
}

const add = async (row: object = {}): Promise<string> => {
  const offer = { tenant_id: db.tenants.a.id, name: 'Offer', ...row };
  const [added] = await db.asTenant(db.tenants.a, (trx) => trx('offers').insert(offer).returning('id'));
  return added.id;
};
const change = (id: string, values: object) =>
  db.asTenant(db.tenants.a, (trx) => trx('offers').where({ id }).update(values));

test('columns are left to the application, and the others are not', () => {
  const rights = { insert: ['tenant_id', 'name'], update: ['name'], delete: false } as const;
  return inUse(
    () => restrictColumns(db.knex, 'offers', rights),
    async () => {
      const id = await add();
      await change(id, { name: 'New' });
      for (const refused of [
        add({ room_id: 1 }),
        change(id, { room_id: 1 }),
        db.asTenant(db.tenants.a, (trx) => trx('offers').delete()),
      ])
        await expect(refused).rejects.toMatchObject({ code: '42501' });
    },
    () => openColumns(db.knex, 'offers', rights),
  );
});

test.each([{}, { called: 'key', where: "status = 'draft'" }])('two NULLs are the same in a key %j', (key) =>
  inUse(
    () => uniqueNullsNotDistinct(db.knex, 'offers', ['room_id', 'name'], key),
    async () => {
      await add();
      await add({ room_id: 1 });
      await expect(add()).rejects.toMatchObject({ code: '23505' });
      await db.knex('offers').insert({ tenant_id: db.tenants.b.id, name: 'Offer' });
    },
    () => dropUniqueNullsNotDistinct(db.knex, 'offers', ['room_id', 'name'], key),
  ),
);

test('rows exclude each other in the same tenant alone', () => {
  const hour = (from: number) => ({
    room_id: 1,
    starts_at: `2026-01-01T0${from}:00Z`,
    ends_at: `2026-01-01T0${from + 2}:00Z`,
  });
  return inUse(
    () =>
      exclude(db.knex, 'offers', 'room_id_time', {
        same: ['room_id'],
        overlaps: 'tstzrange(starts_at, ends_at)',
        where: "status = 'draft'",
        deferrable: true,
      }),
    async () => {
      await add(hour(1));
      await add(hour(3));
      await add({ ...hour(2), status: 'lost' });
      await expect(add(hour(2))).rejects.toMatchObject({ code: '23P01' });
      await db.knex('offers').insert({ tenant_id: db.tenants.b.id, name: 'Offer', ...hour(2) });
    },
    () => dropExclusion(db.knex, 'offers', 'room_id_time'),
  );
});

test('a foreign key comes later, and says which rows point at nothing', () => {
  const bind = (knex: Knex = db.knex) =>
    addTenantForeign(knex, 'offers', 'room_id', 'offers', { onDelete: 'SET NULL (room_id)' });
  return inUse(
    async () => {
      const id = await add({ room_id: 900 });
      await expect(db.knex.transaction(bind)).rejects.toMatchObject({
        code: '23503',
        message: expect.stringContaining('1 rows of offers name a room_id that offers does not have.'),
        detail: expect.stringContaining('Find them by: SELECT'),
      });
      await change(id, { room_id: id });
      await bind();
    },
    () => expect(add({ room_id: 900 })).rejects.toMatchObject({ code: '23503' }),
    () => dropTenantForeign(db.knex, 'offers', 'room_id'),
  );
});

test.each([{}, { inUniqueKey: true } as const])('a tree has no loops %j', (locks) => {
  const tree = { called: 'Offer', ...locks };
  return inUse(
    () => forbidLoops(db.knex, 'offers', 'parent_id', tree),
    async () => {
      const top = await add();
      const bottom = await add({ parent_id: await add({ parent_id: top }) });
      await expect(change(top, { parent_id: bottom })).rejects.toMatchObject({
        code: '23514',
        message: expect.stringContaining(`Offer ${top} would be below itself.`),
        constraint: 'tr_offers_loops_changed',
      });
      await expect(change(top, { parent_id: top })).rejects.toMatchObject({
        constraint: 'ck_offers_parent_id',
      });
      const [x, y] = [await add(), await add()];
      const { results, codes } = await outcomes([change(x, { parent_id: y }), change(y, { parent_id: x })]);
      expect([results.length, codes]).toEqual([1, ['23514']]);
      await db.knex('offers').update({ parent_id: null });
    },
    () => allowLoops(db.knex, 'offers', 'parent_id', tree),
  );
});

describe('a status', () => {
  const move = (id: string, to: string) =>
    db.asTenant(db.tenants.a, (trx) => trx.raw('SELECT app.transition_offer(?, ?)', [id, to]));

  test('moves along its paths, by functions, and is remembered', () =>
    inUse(
      () => lifecycle(db.knex, 'offers', OFFER),
      async () => {
        const id = await add();
        await move(id, 'sent');
        await expect(change(id, { status: 'won' })).rejects.toMatchObject({
          code: '42501',
          message: expect.stringContaining('The status of an offer is not changed by hand.'),
          hint: OFFER.instead,
        });
        await expect(move(id, 'draft')).rejects.toMatchObject({
          code: '55000',
          message: expect.stringContaining('An offer cannot go from sent to draft.'),
          hint: 'draft → sent; sent → won, lost; lost → draft',
        });
        await move(id, 'won');
        await expect(move(id, 'lost')).rejects.toMatchObject({ code: '55000' });
        const steps = await db.asTenant(db.tenants.a, (trx) => trx('offer_status_history').orderBy('id'));
        const by = { offer_id: id, changed_by: db.tenants.a.ownerId };
        expect(steps).toMatchObject([
          { ...by, from_status: null, to_status: 'draft', reason: null },
          { ...by, from_status: 'draft', to_status: 'sent', reason: 'why' },
          { ...by, from_status: 'sent', to_status: 'won', reason: 'why' },
        ]);
      },
      () => dropLifecycle(db.knex, 'offers', OFFER),
    ));

  test('gets other paths', () =>
    inUse(
      () => lifecycle(db.knex, 'offers', OFFER),
      async () => {
        const id = await add();
        await replacePaths(db.knex, 'offers', { ...OFFER, paths: { ...OFFER.paths, draft: ['lost'] } });
        await expect(move(id, 'sent')).rejects.toMatchObject({ code: '55000' });
        await move(id, 'lost');
      },
      () => dropLifecycle(db.knex, 'offers', OFFER),
    ));

  test('of imported rows brings its history along', () =>
    inUse(
      () => lifecycle(db.knex, 'offers', OFFER),
      async () => {
        await db.knex('offers').insert({ tenant_id: db.tenants.a.id, name: 'Imported', status: 'won' });
        expect(await db.knex('offer_status_history')).toEqual([]);
      },
      () => dropLifecycle(db.knex, 'offers', OFFER),
    ));
});
