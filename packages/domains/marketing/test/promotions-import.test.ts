import { call } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { discrepancies, draftOf, newCustomer, percentOff, promotionOf, redeem } from './offers.ts';

const ROWS = 2000;

const { database, a, b } = inDomain('marketing', {
  // Rows that these tests write by hand.
  broken: ['orders/order_history_complete'],
});

/** Finished orders, one line each, with a discount of 1.00, numbered from `first`. */
async function importOrders(tenantId: string, first: number): Promise<void> {
  await database.knex.raw(
    `INSERT INTO orders (tenant_id, id, currency_code, status, order_number, subtotal, discount_amount, ordered_at)
     SELECT ?, n, 'EUR', 'pending', 'OLD-' || n, 10, 1, '2026-01-15' FROM generate_series(?::int, ?::int) n`,
    [tenantId, first, first + ROWS - 1],
  );
  await database.knex.raw(
    `INSERT INTO order_items (tenant_id, id, order_id, product_name, unit_price, discount_amount)
     SELECT ?, n, n, 'Imported', 10, 1 FROM generate_series(?::int, ?::int) n`,
    [tenantId, first, first + ROWS - 1],
  );
}

const importRedemptions = (tenantId: string, promotion: string, first: number) =>
  database.knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_service');
    await trx.raw(
      `INSERT INTO mkt_promotion_redemptions (tenant_id, id, promotion_id, order_id, discount_amount, redeemed_at)
       SELECT ?, n, ?, n, 1, '2026-01-15' FROM generate_series(?::int, ?::int) n`,
      [tenantId, promotion, first, first + ROWS - 1],
    );
    await trx.raw(
      `INSERT INTO mkt_promotion_redemption_lines (tenant_id, redemption_id, order_id, order_item_id, discount_amount)
       SELECT ?, n, n, n, 1 FROM generate_series(?::int, ?::int) n`,
      [tenantId, first, first + ROWS - 1],
    );
  });

/** Times by which rows of a table were written anew in this database. */
async function versions(table: string, id: string): Promise<string> {
  const { rows } = await database.knex.raw<{ rows: { xmin: string }[] }>(
    `SELECT xmin FROM ${table} WHERE id = ?`,
    [id],
  );
  return rows[0]?.xmin ?? '';
}

test('an import of finished redemptions counts the uses, and writes nothing where the figures came along', async () => {
  const counted = await percentOff(database, a, 10, { status: 'ended' });
  await importOrders(a.id, 1_000_000);
  await importRedemptions(a.id, counted, 1_000_000);
  expect(await promotionOf(database, counted)).toMatchObject({ usage_count: ROWS });

  const brought = await percentOff(database, a, 10, { status: 'ended', usage_count: ROWS });
  const before = await versions('mkt_promotions', brought);
  await importOrders(a.id, 2_000_000);
  await importRedemptions(a.id, brought, 2_000_000);
  expect(await versions('mkt_promotions', brought)).toBe(before);
  expect(await versions('mkt_promotion_redemptions', '2000000')).toBe(
    await versions('mkt_promotion_redemptions', String(2_000_000 + ROWS - 1)),
  );
  expect(await discrepancies(database)).toEqual([]);
});

test('an import beyond the limit is refused', async () => {
  const promotion = await percentOff(database, b, 10, { status: 'ended', usage_limit: ROWS - 1 });
  await importOrders(b.id, 3_000_000);
  await expect(importRedemptions(b.id, promotion, 3_000_000)).rejects.toMatchObject({ code: '23514' });
});

test('an import that says the amount of a redemption wrong is put right by its lines', async () => {
  const promotion = await percentOff(database, a, 10);
  const order = await draftOf(database, a, [{ price: 10, discount: 3 }]);
  const [line] = await database.knex('order_items').where({ order_id: order });
  const [use] = await database
    .knex('mkt_promotion_redemptions')
    .insert({ tenant_id: a.id, promotion_id: promotion, order_id: order, discount_amount: 9 })
    .returning('id');
  await database.knex('mkt_promotion_redemption_lines').insert({
    tenant_id: a.id,
    redemption_id: use?.id ?? '',
    order_id: order,
    order_item_id: line?.id ?? '',
    discount_amount: 3,
  });
  expect(await discrepancies(database)).toEqual([]);
});

test('redemptions of an order that is removed do not count any more', async () => {
  const promotion = await percentOff(database, a, 10);
  const order = await draftOf(database, a, [{ price: 10 }]);
  await redeem(database, a, order, promotion);
  await database.knex('orders').where({ id: order }).delete();
  expect(await promotionOf(database, promotion)).toMatchObject({ usage_count: 0 });
});

test('customers that are merged keep their uses', async () => {
  const promotion = await percentOff(database, a, 10, { per_customer_limit: 1 });
  const [keep, drop] = [await newCustomer(database, a), await newCustomer(database, a)];
  for (const customer of [keep, drop]) {
    await redeem(database, a, await draftOf(database, a, [{ price: 10 }], { customer }), promotion);
  }
  const people = await database.knex('crm_customers').whereIn('id', [keep, drop]).orderBy('id');
  await database.asTenant(a, (trx) =>
    call(trx, 'merge_persons', people[0]?.personal_key_id, people[1]?.personal_key_id),
  );
  const uses = await database.knex('mkt_promotion_redemptions').where({ promotion_id: promotion });
  expect(uses.map((use) => use.customer_id)).toEqual([keep, keep]);
  expect(await promotionOf(database, promotion)).toMatchObject({ usage_count: 2 });
  expect(await discrepancies(database)).toEqual([]);
});

test('erasing the tenant removes all of it and nothing of the other', async () => {
  const promotion = await percentOff(database, b, 10);
  await redeem(database, b, await draftOf(database, b, [{ price: 10 }]), promotion);
  const count = async (tenant: string) => {
    const counts = await Promise.all(
      ['mkt_promotions', 'mkt_promotion_redemptions', 'mkt_promotion_redemption_lines'].map((table) =>
        database.knex(table).where({ tenant_id: tenant }).count({ rows: '*' }),
      ),
    );
    return counts.map(([row]) => Number((row as { rows?: string } | undefined)?.rows));
  };
  const others = await count(b.id);
  expect(others).not.toContain(0);
  await database.knex.raw('SELECT app.erase_tenant(?::bigint, ?)', [a.id, 'tenant-a']);
  expect(await count(a.id)).toEqual([0, 0, 0]);
  expect(await count(b.id)).toEqual(others);
});
