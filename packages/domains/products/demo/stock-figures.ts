import { withoutTriggers } from '@erp/kit/demo';
import type { Knex } from 'knex';

/**
 * Takes the figures of stock, and those of the lines of counts, from the ledger anew: for a domain that has booked
 * demo rows of its own. Changes nothing where they are right.
 *
 * @param ids of the tenants.
 */
export async function countStock(trx: Knex, ids: readonly number[]): Promise<void> {
  await withoutTriggers(trx, ['stock', 'inventory_history'], async () => {
    await trx.raw(STOCK, { ids });
    await trx.raw(COUNTS, { ids });
  });
}

const STOCK = `
  UPDATE stock s SET on_hand = f.on_hand, stock_value = f.stock_value, reserved = f.reserved
  FROM (
    SELECT s.tenant_id, s.id, coalesce(m.on_hand, 0) AS on_hand, coalesce(m.stock_value, 0) AS stock_value,
      coalesce(r.reserved, 0) AS reserved
    FROM stock s
    LEFT JOIN (
      SELECT tenant_id, stock_id, sum(quantity) AS on_hand, sum(value_change) AS stock_value
      FROM stock_movement WHERE tenant_id = ANY (:ids) GROUP BY tenant_id, stock_id
    ) m ON m.tenant_id = s.tenant_id AND m.stock_id = s.id
    LEFT JOIN (
      SELECT tenant_id, stock_id, sum(open_quantity) AS reserved
      FROM stock_reservation WHERE tenant_id = ANY (:ids) AND status = 'open' GROUP BY tenant_id, stock_id
    ) r ON r.tenant_id = s.tenant_id AND r.stock_id = s.id
    WHERE s.tenant_id = ANY (:ids)
  ) f
  WHERE s.tenant_id = f.tenant_id AND s.id = f.id
    AND (s.on_hand, s.stock_value, s.reserved) IS DISTINCT FROM (f.on_hand, f.stock_value, f.reserved)`;

/** What a line found too much or too little stays as it was told; how many pieces it was off from does not. */
const COUNTS = `
  UPDATE inventory_history h
  SET recorded_quantity = f.recorded, actual_quantity = f.recorded + h.quantity_discrepancy
  FROM (
    SELECT h.tenant_id, h.id, coalesce(sum(m.quantity), 0)::integer AS recorded
    FROM inventory_history h
    LEFT JOIN stock_movement m
      ON m.tenant_id = h.tenant_id AND m.stock_id = h.stock_id AND m.occurred_at < h.audit_date
    WHERE h.tenant_id = ANY (:ids) AND h.id < 1000000000 AND h.audit_date IS NOT NULL
    GROUP BY h.tenant_id, h.id
  ) f
  WHERE h.tenant_id = f.tenant_id AND h.id = f.id AND h.recorded_quantity <> f.recorded`;
