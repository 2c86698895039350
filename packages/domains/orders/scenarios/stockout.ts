import { askFunction, type Scenario, unlessRefused } from '@erp/kit/scenario';
import type { Knex } from 'knex';

/** Stocks that run dry, and people who ask for each of them. */
const STOCKS = 3;
const PEOPLE = 2;

/** What sells best is gone, and those who ask for it cannot order. */
export const stockout: Scenario = {
  name: 'stockout',
  says: 'Of the products that sell best no piece is left that is not promised; drafts of those who want them wait.',
  as: 'tenant_owner',
  async play(trx, tenant) {
    const customers = await trx('crm_customers').orderBy('id').pluck('id');
    let drafts = 0;
    const stocks = await bestSellers(trx);
    for (const { id, product_id, product_variant_id, free } of stocks) {
      const reason = 'Water in the warehouse.';
      const key = `scenario/stockout/${id}`;
      await askFunction(trx, 'adjust_stock', product_id, -free, reason, key, null, product_variant_id);
      for (let person = 0; person < PEOPLE; person += 1) {
        const wanted = [{ product_id, variant_id: product_variant_id ?? undefined, quantity: 1 }];
        const customer = customers[drafts % customers.length] ?? null;
        const lines = JSON.stringify(wanted);
        const order = await askFunction<string>(trx, 'create_order', customer, tenant.currency, lines);
        await unlessRefused(trx, '23514', (inner) =>
          askFunction(inner, 'place_order', order, `scenario/stockout/${order}`),
        );
        drafts += 1;
      }
    }
    return `${stocks.length} products without a free piece, ${drafts} customers who want one`;
  },
};

interface Stock {
  readonly id: string;
  readonly product_id: string;
  readonly product_variant_id: string | null;
  readonly free: number;
}

async function bestSellers(trx: Knex): Promise<readonly Stock[]> {
  const { rows } = await trx.raw<{ rows: Stock[] }>(
    `SELECT s.id, s.product_id, s.product_variant_id, s.on_hand - s.reserved AS free
     FROM stock s
     JOIN warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id AND w.is_default
     JOIN product p ON p.tenant_id = s.tenant_id AND p.id = s.product_id AND p.deleted_at IS NULL
     WHERE s.on_hand - s.reserved > 0 AND app.stock_policy(s.product_id) = 'refuse'
     ORDER BY (SELECT count(*) FROM order_items i WHERE i.tenant_id = s.tenant_id AND i.product_id = s.product_id) DESC, s.id
     LIMIT ${STOCKS}`,
  );
  return rows;
}
