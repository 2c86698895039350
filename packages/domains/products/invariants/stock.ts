import type { Invariant } from '@erp/kit/invariant';

/** What lies where, what moved, what is promised and what was counted. */
export const stockInvariants: readonly Invariant[] = [
  {
    name: 'stock_figures',
    says: 'What lies in stock and what it cost are the sums of the movements, what is reserved that of the open reservations.',
    sql: `
      SELECT s.tenant_id, s.id AS key, format('says %s worth %s, %s reserved; movements and reservations say %s worth %s, %s',
        s.on_hand, s.stock_value, s.reserved, coalesce(m.pieces, 0), coalesce(m.value, 0), coalesce(r.pieces, 0)) AS found
      FROM stock s
      LEFT JOIN (
        SELECT tenant_id, stock_id, sum(quantity) AS pieces, sum(value_change) AS value
        FROM stock_movement GROUP BY tenant_id, stock_id
      ) m ON m.tenant_id = s.tenant_id AND m.stock_id = s.id
      LEFT JOIN (
        SELECT tenant_id, stock_id, sum(open_quantity) AS pieces
        FROM stock_reservation WHERE status = 'open' GROUP BY tenant_id, stock_id
      ) r ON r.tenant_id = s.tenant_id AND r.stock_id = s.id
      WHERE (s.on_hand, s.stock_value, s.reserved)
        IS DISTINCT FROM (coalesce(m.pieces, 0), coalesce(m.value, 0), coalesce(r.pieces, 0))`,
  },
  {
    name: 'stock_never_short',
    says: 'At no time did less than nothing lie in a warehouse, unless it allows backorders.',
    // By what each movement says it left, and not by moments: a receipt may be dated back.
    sql: `
      SELECT m.tenant_id, m.stock_id AS key, format('%s pieces after movement %s', m.on_hand_after, m.id) AS found
      FROM stock_movement m
      JOIN stock s ON s.tenant_id = m.tenant_id AND s.id = m.stock_id AND NOT s.allow_backorder
      WHERE m.on_hand_after < 0`,
  },
  {
    name: 'demo_stock_never_short',
    says: 'The movements of a demo, told in the order of their moments, leave what they say, and never less than nothing.',
    about: 'demo',
    sql: `
      SELECT l.tenant_id, l.stock_id AS key, format('%s pieces on %s', min(l.pieces), min(l.occurred_at) FILTER (WHERE l.pieces < 0)) AS found
      FROM (
        SELECT m.tenant_id, m.stock_id, m.occurred_at, sum(m.quantity) OVER (
          PARTITION BY m.tenant_id, m.stock_id ORDER BY m.occurred_at, m.quantity DESC ROWS UNBOUNDED PRECEDING
        ) AS pieces
        FROM stock_movement m
        WHERE m.id < 1000000000 AND EXISTS (
          SELECT FROM sys_demo_seeds d WHERE d.tenant_id = m.tenant_id AND d.table_name = 'stock_movement')
      ) l
      JOIN stock s ON s.tenant_id = l.tenant_id AND s.id = l.stock_id AND NOT s.allow_backorder
      GROUP BY l.tenant_id, l.stock_id HAVING min(l.pieces) < 0`,
  },
  {
    name: 'stock_names_form',
    says: 'Stock is of a variant where a product has any; sets have none.',
    sql: `
      SELECT s.tenant_id, s.id AS key, 'is of ' || p.sku || ', a ' || p.product_type AS found
      FROM stock s JOIN product p ON p.tenant_id = s.tenant_id AND p.id = s.product_id
      WHERE p.product_type = 'set'
        OR s.product_variant_id IS NULL AND s.on_hand <> 0 AND EXISTS (
          SELECT FROM product_variant v
          WHERE v.tenant_id = p.tenant_id AND v.parent_product_id = p.id AND v.deleted_at IS NULL
        )`,
  },
  {
    name: 'demo_bespoke_work_has_no_stock',
    says: 'Bespoke work of a demo is made when it is ordered, and lies nowhere.',
    about: 'demo',
    sql: `
      SELECT s.tenant_id, s.id AS key, 'is of ' || p.sku || ', a ' || p.product_type AS found
      FROM stock s JOIN product p ON p.tenant_id = s.tenant_id AND p.id = s.product_id
      WHERE p.product_type = 'custom' AND s.id < 1000000000 AND EXISTS (
        SELECT FROM sys_demo_seeds d WHERE d.tenant_id = s.tenant_id AND d.table_name = 'stock')`,
  },
  {
    name: 'default_warehouse',
    says: 'A tenant whose stock lies in several warehouses says which one is meant without a name.',
    sql: `
      SELECT w.tenant_id, 'default' AS key, format('%s warehouses, none of them the default', count(*)) AS found
      FROM warehouse w WHERE w.status = 'active' GROUP BY w.tenant_id
      HAVING count(*) > 1 AND count(*) FILTER (WHERE w.is_default) <> 1`,
  },
  {
    name: 'closed_warehouse_is_empty',
    says: 'Nothing lies in a warehouse that was closed.',
    sql: `
      SELECT s.tenant_id, s.id AS key, format('%s pieces in %s', s.on_hand, w.code) AS found
      FROM stock s JOIN warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id
      WHERE w.status = 'closed' AND s.on_hand <> 0`,
  },
  {
    name: 'transfers_arrive',
    says: 'What left one warehouse for another arrives there: the same goods, pieces and value, no earlier.',
    sql: `
      SELECT i.tenant_id, i.id AS key, 'does not agree with what left' AS found
      FROM stock_movement i
      JOIN stock a ON a.tenant_id = i.tenant_id AND a.id = i.stock_id
      LEFT JOIN stock_movement o ON o.tenant_id = i.tenant_id AND o.id = i.counterpart_id
      LEFT JOIN stock b ON b.tenant_id = o.tenant_id AND b.id = o.stock_id
      WHERE i.kind = 'transfer_in' AND (
        o.kind IS DISTINCT FROM 'transfer_out' OR o.quantity <> -i.quantity
        -- What fills a gap is valued anew: what is left stands at its own cost.
        OR o.value_change <> -i.value_change AND i.quantity <= coalesce(i.on_hand_after, i.quantity)
        OR o.occurred_at > i.occurred_at OR a.warehouse_id = b.warehouse_id
        OR (a.product_id, a.product_variant_id) IS DISTINCT FROM (b.product_id, b.product_variant_id)
      )
      UNION ALL
      SELECT o.tenant_id, o.id, 'has arrived nowhere'
      FROM stock_movement o
      WHERE o.kind = 'transfer_out' AND NOT EXISTS (
        SELECT FROM stock_movement i WHERE i.tenant_id = o.tenant_id AND i.counterpart_id = o.id
      )`,
  },
  {
    name: 'reservations_ship',
    says: 'What a reservation says was shipped are the shipments that name it, from the stock that it keeps.',
    sql: `
      SELECT r.tenant_id, r.source_key AS key, format('says %s shipped, the movements say %s', r.shipped_quantity, coalesce(m.pieces, 0)) AS found
      FROM stock_reservation r
      LEFT JOIN (
        SELECT tenant_id, reservation_id, -sum(quantity) AS pieces, min(stock_id) AS least, max(stock_id) AS most
        FROM stock_movement WHERE reservation_id IS NOT NULL GROUP BY tenant_id, reservation_id
      ) m ON m.tenant_id = r.tenant_id AND m.reservation_id = r.id
      WHERE r.shipped_quantity <> coalesce(m.pieces, 0) OR m.least <> r.stock_id OR m.most <> r.stock_id`,
  },
  {
    name: 'reservation_timeline',
    says: 'A reservation ends after it began, and expires when its time is up, not before.',
    sql: `
      SELECT r.tenant_id, r.source_key AS key, 'ended before it could' AS found
      FROM stock_reservation r
      WHERE r.closed_at < r.created_at OR r.status = 'expired' AND r.closed_at < r.reserved_until`,
  },
  {
    name: 'counted_lines',
    says: 'A line of a count that was booked has its difference in the ledger, of the same stock; without a difference, none.',
    sql: `
      SELECT h.tenant_id, h.id AS key, format('found %s too many, booked %s', h.quantity_discrepancy, m.quantity) AS found
      FROM inventory_history h
      LEFT JOIN stock_movement m ON m.tenant_id = h.tenant_id AND m.id = h.movement_id
      WHERE h.status = 'completed' AND (
        coalesce(m.quantity, 0) <> h.quantity_discrepancy
        OR m.kind <> 'count' OR m.stock_id <> h.stock_id OR m.occurred_at < h.audit_date
      )
      UNION ALL
      SELECT m.tenant_id, m.id, 'is a difference that no count has found'
      FROM stock_movement m
      WHERE m.kind = 'count' AND NOT EXISTS (
        SELECT FROM inventory_history h WHERE h.tenant_id = m.tenant_id AND h.movement_id = m.id
      )`,
  },
  {
    name: 'counted_against_books',
    says: 'A count compares what was found with what a movement before it had left, or with nothing.',
    // Movements are dated by when their transactions began, so they are asked an hour further.
    sql: `
      SELECT h.tenant_id, h.id AS key, format('recorded %s, which no movement has left', h.recorded_quantity) AS found
      FROM inventory_history h
      WHERE h.recorded_quantity <> 0 AND NOT EXISTS (
        SELECT FROM stock_movement m
        WHERE m.tenant_id = h.tenant_id AND m.stock_id = h.stock_id AND m.created_at < h.audit_date + interval '1 hour'
          AND coalesce(m.on_hand_after, h.recorded_quantity) = h.recorded_quantity
      )`,
  },
  {
    name: 'demo_count_fits_its_moment',
    says: 'A count of a demo compares what was found with what the ledger says of that moment.',
    about: 'demo',
    sql: `
      SELECT h.tenant_id, h.id AS key, format('recorded %s, the ledger says %s', h.recorded_quantity, coalesce(sum(m.quantity), 0)) AS found
      FROM inventory_history h
      LEFT JOIN stock_movement m ON m.tenant_id = h.tenant_id AND m.stock_id = h.stock_id AND m.occurred_at < h.audit_date
      WHERE h.id < 1000000000 AND h.audit_date < (
        SELECT max(d.until) FROM sys_demo_seeds d WHERE d.tenant_id = h.tenant_id
      )
      GROUP BY h.tenant_id, h.id, h.recorded_quantity HAVING h.recorded_quantity <> coalesce(sum(m.quantity), 0)`,
  },
  {
    name: 'counts_end',
    says: 'The lines of a count are where the count is: none waits in one that was booked or given up.',
    sql: `
      SELECT h.tenant_id, h.id AS key, format('is %s in a count that is %s', h.status, c.status) AS found
      FROM inventory_history h JOIN stock_count c ON c.tenant_id = h.tenant_id AND c.id = h.stock_count_id
      JOIN stock s ON s.tenant_id = h.tenant_id AND s.id = h.stock_id
      WHERE CASE c.status
        WHEN 'completed' THEN h.status NOT IN ('completed', 'cancelled')
        WHEN 'cancelled' THEN h.status <> 'cancelled'
        ELSE h.status = 'completed'
      END OR s.warehouse_id <> c.warehouse_id OR h.audit_date NOT BETWEEN c.started_at AND coalesce(c.closed_at, 'infinity')`,
  },
  {
    name: 'last_counted',
    says: 'When a stock was last counted is when the last line of it that was booked was entered.',
    sql: `
      SELECT s.tenant_id, s.id AS key, format('says %s, the counts say %s', s.last_counted_at, h.latest) AS found
      FROM stock s
      LEFT JOIN (
        SELECT tenant_id, stock_id, max(audit_date) AS latest
        FROM inventory_history WHERE status = 'completed' GROUP BY tenant_id, stock_id
      ) h ON h.tenant_id = s.tenant_id AND h.stock_id = s.id
      WHERE s.last_counted_at IS DISTINCT FROM h.latest`,
  },
];
