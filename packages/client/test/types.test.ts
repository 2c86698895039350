import type { DrizzleTransaction } from '@erp/client/drizzle';
import type { DrizzleTables } from '@erp/client/drizzle-tables';
import type { TenantTables } from '@erp/client/kysely';
import { eq, isNull } from 'drizzle-orm';
import type { Knex } from 'knex';
import type { Kysely } from 'kysely';
import '@erp/orders/tables';

test('what no row can be does not compile, in Knex', () => {
  const never = async (trx: Knex.Transaction) => {
    await trx('orders').insert({ currency_code: 'EUR', status: 'draft' });
    // @ts-expect-error: the currency is missing
    await trx('orders').insert({ status: 'draft' });
    // @ts-expect-error: there is no such status
    await trx('orders').insert({ currency_code: 'EUR', status: 'new' });
    // @ts-expect-error: the balance is computed
    await trx('orders').insert({ currency_code: 'EUR', balance: '1' });
    // @ts-expect-error: nor is it changed
    await trx('orders').update({ balance: '1' });
    // @ts-expect-error: nobody has that status
    await trx('orders').where({ status: 'new' });
    // @ts-expect-error: a line has no such column
    await trx('order_items').where({ ordered_at: '2026-01-01' });
  };
  expect(never).toBeInstanceOf(Function);
});

test('nor in Kysely', () => {
  const never = async (db: Kysely<TenantTables>) => {
    await db.insertInto('orders').values({ currency_code: 'EUR', status: 'draft' }).execute();
    const [row] = await db.selectFrom('orders').selectAll().where('status', '=', 'draft').execute();
    const day: Date | undefined = row?.created_at;
    // @ts-expect-error: the currency is missing
    await db.insertInto('orders').values({ status: 'draft' }).execute();
    // @ts-expect-error: the balance is computed
    await db.insertInto('orders').values({ currency_code: 'EUR', balance: '1' }).execute();
    // @ts-expect-error: nor is it changed
    await db.updateTable('orders').set({ balance: '1' }).execute();
    // @ts-expect-error: nobody has that status
    await db.selectFrom('orders').selectAll().where('status', '=', 'new').execute();
    // @ts-expect-error: a line has no such column
    await db.selectFrom('order_items').selectAll().where('ordered_at', 'is', null).execute();
    return day;
  };
  expect(never).toBeInstanceOf(Function);
});

test('nor in Drizzle', () => {
  const never = async (
    trx: DrizzleTransaction<Record<string, never>>,
    { orders, order_items: items }: DrizzleTables<'orders' | 'order_items'>,
  ) => {
    await trx.insert(orders).values({ currency_code: 'EUR', status: 'draft' });
    const [row] = await trx.select().from(orders).where(eq(orders.status, 'draft'));
    const day: Date | undefined = row?.created_at;
    // @ts-expect-error: the currency is missing
    await trx.insert(orders).values({ status: 'draft' });
    // @ts-expect-error: the balance is computed
    await trx.insert(orders).values({ currency_code: 'EUR', balance: '1' });
    // @ts-expect-error: nor is it changed
    await trx.update(orders).set({ balance: '1' });
    // @ts-expect-error: nobody has that status
    await trx.select().from(orders).where(eq(orders.status, 'new'));
    // @ts-expect-error: a line has no such column
    await trx.select().from(items).where(isNull(items.ordered_at));
    return day;
  };
  expect(never).toBeInstanceOf(Function);
});
