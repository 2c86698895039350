import { withoutTriggers } from '@erp/kit/demo';
import type { Knex } from 'knex';

/**
 * Takes the figures of stock, and those of the lines of counts, from the ledger anew: for a domain that has booked
 * demo rows of its own. Changes nothing where they are right.
 *
 * @param ids of the tenants.
 */
export async function countStock(trx: Knex, ids: readonly number[]): Promise<void> {
  await withoutTriggers(trx, ['stock', 'stock_movement', 'inventory_history'], async () => {
    await trx.raw(STOCK, { ids });
    await trx.raw(AFTER, { ids });
    await trx.raw(MOVED, { ids });
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

/** How many pieces lay there after each movement. */
const AFTER = `
  UPDATE stock_movement m SET on_hand_after = f.on_hand
  FROM (
    SELECT tenant_id, id, sum(quantity) OVER (PARTITION BY tenant_id, stock_id ORDER BY occurred_at, id)::integer AS on_hand
    FROM stock_movement WHERE tenant_id = ANY (:ids)
  ) f
  WHERE m.tenant_id = f.tenant_id AND m.id = f.id AND m.id < 1000000000 AND m.on_hand_after IS DISTINCT FROM f.on_hand`;

/** When a stock changed last: something came, left, was promised or counted. */
const MOVED = `
  UPDATE stock s SET updated_at = f.moved_at
  FROM (
    SELECT tenant_id, stock_id, max(moved_at) AS moved_at
    FROM (
      SELECT tenant_id, stock_id, occurred_at AS moved_at FROM stock_movement WHERE tenant_id = ANY (:ids)
      UNION ALL
      SELECT tenant_id, stock_id, updated_at FROM stock_reservation WHERE tenant_id = ANY (:ids)
      UNION ALL
      SELECT h.tenant_id, h.stock_id, c.closed_at FROM inventory_history h
      JOIN stock_count c ON c.tenant_id = h.tenant_id AND c.id = h.stock_count_id
      WHERE h.tenant_id = ANY (:ids) AND h.status = 'completed'
    ) e
    GROUP BY tenant_id, stock_id
  ) f
  WHERE s.tenant_id = f.tenant_id AND s.id = f.stock_id AND s.updated_at < f.moved_at`;

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
