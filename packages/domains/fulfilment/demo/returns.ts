import { withoutTriggers } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { Knex } from 'knex';

/**
 * Tells what came back for the after-sales cases of the orders: what lies in stock again by the movement that booked it,
 * what is in repair, and what nobody can use any more. A return has the number of its case, and is not told twice.
 */
export async function tellReturns(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const ids = tenants.map((tenant) => tenant.id);
  await withoutTriggers(trx, ['fulfilment_returns'], () => trx.raw(RETURNS, { ids }));
}

const RETURNS = `
  INSERT INTO fulfilment_returns (
    tenant_id, id, case_id, quantity, outcome, stock_movement_id, received_at, idempotency_key, created_by, created_at
  )
  SELECT c.tenant_id, c.id, c.id, c.received_quantity,
    CASE WHEN c.restocked_quantity > 0 THEN 'restock' WHEN c.case_type IN ('repair', 'warranty') THEN 'repair'
      ELSE 'scrap' END,
    CASE WHEN c.restocked_quantity > 0 THEN (
      SELECT m.id FROM stock_movement m JOIN stock s ON s.tenant_id = m.tenant_id AND s.id = m.stock_id
      WHERE m.tenant_id = c.tenant_id AND m.source_type = 'customer_return' AND m.source_id = c.order_id
        AND m.idempotency_key LIKE '%/line:' || c.order_item_id || '/%'
      ORDER BY s.product_id, s.product_variant_id, m.id LIMIT 1
    ) END,
    h.changed_at, 'demo-return-' || c.id, h.changed_by, h.changed_at
  FROM order_items_after_sales c
  JOIN order_case_status_history h ON h.tenant_id = c.tenant_id AND h.case_id = c.id AND h.to_status = 'received'
  WHERE c.tenant_id = ANY (:ids) AND c.id < 1000000000 AND c.received_quantity > 0
    AND NOT EXISTS (SELECT FROM fulfilment_returns r WHERE r.tenant_id = c.tenant_id AND r.case_id = c.id)
  ORDER BY c.tenant_id, c.id`;
