import type { TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';
import type { OrdersRow } from '../tables.ts';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

/** Two rings at 50.00 with 19 % tax and one engraving at 10.00: net 110.00, tax 20.90, total 130.90. */
export const LINES = [
  { product_name: 'Ring', sku: 'R-1', quantity: 2, unit_price: 50, tax_rate: 19 },
  { product_name: 'Engraving', quantity: 1, unit_price: 10, tax_rate: 19 },
];
export const TOTAL = '130.90';

/** Calls a function of schema app and returns what it returns. */
export async function call<Result>(trx: Knex, name: string, ...values: readonly unknown[]): Promise<Result> {
  const marks = values.map(() => '?').join(', ');
  const { rows } = await trx.raw<{ rows: { result: Result }[] }>(`SELECT app.${name}(${marks}) AS result`, [
    ...values,
  ] as Knex.RawBinding[]);
  return rows[0]?.result as Result;
}

/** A draft of a customer unknown, with the two lines above. */
export function draftOrder(database: TestDatabase, tenant: Tenant): Promise<string> {
  return database.asTenant(tenant, (trx) =>
    call<string>(trx, 'create_order', null, 'EUR', JSON.stringify(LINES)),
  );
}

/** The same, placed. */
export async function placedOrder(database: TestDatabase, tenant: Tenant): Promise<string> {
  const id = await draftOrder(database, tenant);
  await database.asTenant(tenant, (trx) => call(trx, 'place_order', id, `place ${id}`));
  return id;
}

/** The header as the owner of the schema sees it. */
export async function header(database: TestDatabase, id: string): Promise<OrdersRow> {
  const [row] = await database.knex('orders').where({ id });
  if (row === undefined) throw new Error(`There is no order ${id}.`);
  return row;
}

/** What came of many calls at once: results of those that went through, SQLSTATEs of the others. */
export async function outcomes<Result>(
  calls: readonly Promise<Result>[],
): Promise<{ results: Result[]; codes: string[] }> {
  const settled = await Promise.allSettled(calls);
  return {
    results: settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
    codes: settled.flatMap((each) => (each.status === 'rejected' ? [String(each.reason.code)] : [])),
  };
}

/** What PostgreSQL said when it refused, without the statement that Knex puts in front and with the id made equal. */
export async function refusal(refused: Promise<unknown>, id = ''): Promise<unknown> {
  const error = await refused.then(
    (value) => ({ message: `not refused but ${String(value)}` }),
    (reason) => reason,
  );
  const { code, message, detail, hint, constraint } = error;
  const said = message.split(' - ').at(-1);
  return { code, message: id === '' ? said : said.replaceAll(id, '#'), detail, hint, constraint };
}
