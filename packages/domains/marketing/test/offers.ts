import { pages } from '@erp/channels/test-factories';
import { customers } from '@erp/crm/test-factories';
import type { OrdersRow } from '@erp/orders/tables';
import { categories, products } from '@erp/products/test-factories';
import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import type { MktPromotionsRow } from '../tables.ts';
import { promotions } from '../test-factories.ts';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

/** What `app.quote_promotion` answers. */
export interface Quote {
  readonly applies: boolean;
  readonly reason: string | null;
  readonly discount_amount: number;
  readonly lines: readonly { readonly order_item_id: number; readonly discount_amount: number }[];
}

/** A line of an order: a product, or none, so many pieces of it, at this net price. */
export interface Line {
  readonly product?: string;
  readonly quantity?: number;
  readonly price: number;
  readonly discount?: number;
  readonly sku?: string;
  readonly charge?: string;
  readonly tax?: number;
}

/** A product of its own. */
export async function newProduct(database: TestDatabase, tenant: Tenant): Promise<string> {
  return (await products.create(database.knex, { tenant_id: tenant.id })).id;
}

/** A category, below another one where that is given. */
export async function newCategory(database: TestDatabase, tenant: Tenant, parent?: string): Promise<string> {
  const place = { tenant_id: tenant.id, parent_id: parent ?? null };
  return (await categories.create(database.knex, place)).id;
}

/** A customer. */
export async function newCustomer(database: TestDatabase, tenant: Tenant): Promise<string> {
  return (await customers.create(database.knex, { tenant_id: tenant.id })).id;
}

/** A page on a network. */
export async function newPage(database: TestDatabase, tenant: Tenant): Promise<string> {
  return (await pages.create(database.knex, { tenant_id: tenant.id })).id;
}

/** A draft in euros, with the lines in their order. */
export async function draftOf(
  database: TestDatabase,
  tenant: Tenant,
  lines: readonly Line[],
  options: {
    readonly customer?: string | null;
    readonly page?: string | null;
    readonly currency?: string;
  } = {},
): Promise<string> {
  const written = lines.map((line) => ({
    product_id: line.product,
    product_name: 'Article',
    sku: line.sku,
    quantity: line.quantity ?? 1,
    unit_price: line.price,
    discount_amount: line.discount ?? 0,
    tax_rate: line.tax ?? 0,
    properties: line.charge === undefined ? {} : { charge: line.charge },
  }));
  const details = JSON.stringify({ channel_platform_page_id: options.page ?? null });
  return database.asTenant(tenant, (trx) =>
    call<string>(
      trx,
      'create_order',
      options.customer ?? null,
      options.currency ?? 'EUR',
      JSON.stringify(written),
      details,
    ),
  );
}

/** A promotion that runs since the start of 2026, in euros and without code, with the rows below it. */
export async function running(
  database: TestDatabase,
  tenant: Tenant,
  type: MktPromotionsRow['type'],
  below: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const offer = { tenant_id: tenant.id, type, status: 'active', is_auto_apply: true } as const;
  return (await promotions.create(database.knex, { ...offer, ...header, ...below })).id;
}

/** A promotion that takes so many percent off. */
export function percentOff(
  database: TestDatabase,
  tenant: Tenant,
  percent: number,
  header: Readonly<Record<string, unknown>> = {},
  below: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {},
): Promise<string> {
  const rule = { discount_type: 'percentage', discount_percent: percent };
  return running(database, tenant, 'discount', { discountRules: [rule], ...below }, header);
}

/** What a promotion would give on an order. */
export function quote(
  database: TestDatabase,
  tenant: Tenant,
  order: string,
  promotion: string | null,
  code: string | null = null,
): Promise<Quote> {
  return database.asTenant(tenant, (trx) => call<Quote>(trx, 'quote_promotion', order, code, promotion));
}

/** Redeems a promotion on an order, in a transaction of its own; returns the redemption. */
export function redeem(
  database: TestDatabase,
  tenant: Tenant,
  order: string,
  promotion: string | null,
  code: string | null = null,
): Promise<string> {
  return database.asTenant(tenant, (trx) => call<string>(trx, 'redeem_promotion', order, code, promotion));
}

/** Places drafts so long ago that the next `app.expire_orders` cancels them. */
export async function expireNext(
  database: TestDatabase,
  tenant: Tenant,
  orders: readonly string[],
): Promise<void> {
  for (const order of orders)
    await database.asTenant(tenant, (trx) => call(trx, 'place_order', order, order));
  await database
    .knex('order_settings')
    .insert({ tenant_id: tenant.id, confirm_within_hours: 24 })
    .onConflict('tenant_id')
    .merge();
  await database.knex('orders').whereIn('id', orders).update({ ordered_at: '2026-01-01' });
}

/** The header of a promotion as the owner of the schema sees it. */
export async function promotionOf(database: TestDatabase, id: string): Promise<MktPromotionsRow> {
  const [row] = await database.knex('mkt_promotions').where({ id });
  if (row === undefined) throw new Error(`There is no promotion ${id}.`);
  return row;
}

/** The header of an order as the owner of the schema sees it. */
export async function orderOf(database: TestDatabase, id: string): Promise<OrdersRow> {
  const [row] = await database.knex('orders').where({ id });
  if (row === undefined) throw new Error(`There is no order ${id}.`);
  return row;
}

/** Where what stands in the ledger differs from counters and lines: nothing, whatever was done. */
export async function discrepancies(database: TestDatabase): Promise<unknown[]> {
  const { rows } = await database.knex.raw<{ rows: unknown[] }>(`
    WITH standing AS MATERIALIZED (
      SELECT r.tenant_id, r.id, r.promotion_id, r.code_id FROM mkt_promotion_redemptions r WHERE r.released_at IS NULL
    ), of_promotions AS MATERIALIZED (
      SELECT s.tenant_id, s.promotion_id AS id, count(*) AS uses FROM standing s GROUP BY 1, 2
    ), of_codes AS MATERIALIZED (
      SELECT s.tenant_id, s.code_id AS id, count(*) AS uses FROM standing s GROUP BY 1, 2
    ), of_redemptions AS MATERIALIZED (
      SELECT l.tenant_id, l.redemption_id AS id, sum(l.discount_amount) AS amount
      FROM mkt_promotion_redemption_lines l GROUP BY 1, 2
    ), of_lines AS MATERIALIZED (
      SELECT l.tenant_id, l.order_item_id AS id, sum(l.discount_amount) AS amount
      FROM mkt_promotion_redemption_lines l JOIN standing s ON s.tenant_id = l.tenant_id AND s.id = l.redemption_id
      GROUP BY 1, 2
    )
    SELECT 'promotion' AS what, p.id FROM mkt_promotions p LEFT JOIN of_promotions s USING (tenant_id, id)
    WHERE p.usage_count <> coalesce(s.uses, 0)
    UNION ALL
    SELECT 'code', c.id FROM mkt_promotion_codes c LEFT JOIN of_codes s USING (tenant_id, id)
    WHERE c.usage_count <> coalesce(s.uses, 0)
    UNION ALL
    SELECT 'redemption', r.id FROM mkt_promotion_redemptions r LEFT JOIN of_redemptions s USING (tenant_id, id)
    WHERE r.released_at IS NULL AND r.discount_amount <> coalesce(s.amount, 0)
    UNION ALL
    SELECT 'line', i.id FROM order_items i JOIN of_lines s USING (tenant_id, id) WHERE i.discount_amount < s.amount`);
  return rows;
}
