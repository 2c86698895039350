import { askFunction, type Scenario } from '@erp/kit/scenario';
import type { Knex } from 'knex';

/** Customers who want their money back. */
const CASES = 12;

/** A batch was bad: those who bought the product last get their money back, and half of them have not got it yet. */
export const refundWave: Scenario = {
  name: 'refund-wave',
  says: 'Of one product many pieces are complained of at once: half of the cases are refunded, the others wait for it.',
  as: 'tenant_owner',
  async play(trx) {
    const lines = await soldLast(trx);
    let refunded = 0;
    for (const [place, { id, pieces, value }] of lines.entries()) {
      const reason = 'Bad batch: it came broken.';
      const key = `scenario/refund-wave/${id}`;
      const opened = await askFunction<string>(trx, 'open_case', id, 'refund', pieces, key, reason);
      if (place % 2 === 1) continue;
      await askFunction(trx, 'transition_case', opened, 'approved');
      await askFunction(trx, 'refund_case', opened, value, key);
      refunded += 1;
    }
    return `${lines.length} cases of one product, ${refunded} of them refunded`;
  },
};

interface Sold {
  readonly id: string;
  readonly pieces: number;
  readonly value: string;
}

/** The last lines of the product that sells best which have left, are paid, and are in no case. */
async function soldLast(trx: Knex): Promise<readonly Sold[]> {
  const { rows } = await trx.raw<{ rows: Sold[] }>(
    `WITH sold AS (
       SELECT i.id, i.product_id, o.ordered_at, i.quantity AS pieces, i.total_price AS value
       FROM order_items i
       JOIN orders o ON o.tenant_id = i.tenant_id AND o.id = i.order_id AND o.payment_status = 'paid'
         AND o.status IN ('delivered', 'completed') AND o.deleted_at IS NULL
       WHERE i.shipped_quantity = i.quantity AND i.returned_quantity = 0 AND i.total_price > 0
         AND NOT EXISTS (
           SELECT FROM order_items_after_sales c WHERE c.tenant_id = i.tenant_id AND c.order_id = i.order_id)
     )
     SELECT s.id, s.pieces, s.value FROM sold s
     WHERE s.product_id = (SELECT product_id FROM sold GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)
     ORDER BY s.ordered_at DESC, s.id DESC LIMIT ${CASES}`,
  );
  return rows;
}
