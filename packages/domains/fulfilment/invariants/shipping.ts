import type { Invariant } from '@erp/kit/invariant';

/** A history that is a chain without gaps and ends at the status of its row. */
const CHAIN = (table: string, history: string, reference: string, key: string) => `
  SELECT o.tenant_id, o.${key} AS key,
    'is ' || o.status || ', its history ends at ' || coalesce(h.last, 'nothing') AS found
  FROM ${table} o
  LEFT JOIN (
    SELECT h.tenant_id, h.row_id, (array_agg(h.to_status ORDER BY h.changed_at DESC, h.id DESC))[1] AS last,
      bool_and(h.from_status IS NOT DISTINCT FROM h.before) AS chained
    FROM (
      SELECT s.tenant_id, s.id, s.${reference} AS row_id, s.from_status, s.to_status, s.changed_at,
        lag(s.to_status) OVER (PARTITION BY s.tenant_id, s.${reference} ORDER BY s.changed_at, s.id) AS before
      FROM ${history} s
    ) h
    GROUP BY h.tenant_id, h.row_id
  ) h ON h.tenant_id = o.tenant_id AND h.row_id = o.id
  WHERE h.last IS DISTINCT FROM o.status OR h.chained IS NOT TRUE`;

/** What leaves for customers, and arrives. */
export const shippingInvariants: readonly Invariant[] = [
  {
    name: 'shipped_is_shipments',
    says: 'What the lines of an order say has left and arrived are the pieces of its shipments, and those in parcels that arrived.',
    // Orders that left before there were shipments have none, and none of their lines is asked for.
    sql: `
      SELECT i.tenant_id, i.id AS key,
        format('says %s left and %s arrived, the shipments say %s and %s', i.shipped_quantity, i.delivered_quantity,
          coalesce(l.shipped, 0), coalesce(l.delivered, 0)) AS found
      FROM (SELECT DISTINCT tenant_id, order_id FROM fulfilment_shipments) s
      JOIN order_items i ON i.tenant_id = s.tenant_id AND i.order_id = s.order_id
      LEFT JOIN (
        SELECT x.tenant_id, x.order_item_id, sum(x.quantity) AS shipped,
          sum(x.quantity) FILTER (WHERE p.status = 'delivered') AS delivered
        FROM fulfilment_shipment_lines x
        JOIN fulfilment_parcels p ON p.tenant_id = x.tenant_id AND p.id = x.parcel_id
        GROUP BY x.tenant_id, x.order_item_id
      ) l ON l.tenant_id = i.tenant_id AND l.order_item_id = i.id
      WHERE (i.shipped_quantity, i.delivered_quantity) IS DISTINCT FROM (coalesce(l.shipped, 0), coalesce(l.delivered, 0))
        OR l.shipped > i.quantity`,
  },
  {
    name: 'shipped_order_has_shipments',
    says: 'Every order that was shipped has a shipment.',
    // Orders that left before the tenant had shipments have none; those of other platforms may have left there.
    sql: `
      SELECT o.tenant_id, o.order_number AS key, 'was shipped without one' AS found
      FROM orders o
      JOIN (
        SELECT tenant_id, min(created_at) AS first_at FROM fulfilment_shipments GROUP BY tenant_id
      ) f ON f.tenant_id = o.tenant_id AND o.shipped_at >= f.first_at
      WHERE o.external_order_id IS NULL AND NOT EXISTS (
        SELECT FROM fulfilment_shipments s WHERE s.tenant_id = o.tenant_id AND s.order_id = o.id)`,
  },
  {
    name: 'parcels_hold_something',
    says: 'A shipment has parcels, and every parcel holds pieces.',
    sql: `
      SELECT s.tenant_id, s.shipment_number AS key, 'has no parcel, or an empty one' AS found
      FROM fulfilment_shipments s
      LEFT JOIN fulfilment_parcels p
        ON p.tenant_id = s.tenant_id AND p.order_id = s.order_id AND p.shipment_id = s.id
      WHERE NOT EXISTS (
        SELECT FROM fulfilment_shipment_lines l
        WHERE l.tenant_id = p.tenant_id AND l.shipment_id = p.shipment_id AND l.parcel_id = p.id)`,
  },
  {
    name: 'shipment_is_its_parcels',
    says: 'A shipment has arrived when each of its parcels has, the last of them then; some of it has when one has.',
    sql: `
      SELECT s.tenant_id, s.shipment_number AS key,
        format('is %s, %s of %s parcels have arrived', s.status, p.delivered, p.parcels) AS found
      FROM fulfilment_shipments s
      JOIN (
        SELECT tenant_id, shipment_id, count(*) AS parcels, count(*) FILTER (WHERE status = 'delivered') AS delivered,
          max(delivered_at) AS last_at
        FROM fulfilment_parcels GROUP BY tenant_id, shipment_id
      ) p ON p.tenant_id = s.tenant_id AND p.shipment_id = s.id
      WHERE s.status <> CASE WHEN p.delivered = 0 THEN 'shipped' WHEN p.delivered < p.parcels THEN 'partially_delivered'
          ELSE 'delivered' END
        OR s.status = 'delivered' AND s.delivered_at <> p.last_at`,
  },
  {
    name: 'parcel_is_where_told',
    says: 'A parcel is where the latest event of its carrier says; once delivered it stays so.',
    // A parcel that nobody was told of may have been collected.
    sql: `
      SELECT p.tenant_id, p.id AS key, format('is %s, its carrier told %s', p.status, e.latest) AS found
      FROM fulfilment_parcels p
      LEFT JOIN (
        SELECT tenant_id, parcel_id, (array_agg(status ORDER BY occurred_at DESC, id DESC))[1] AS latest,
          bool_or(status = 'delivered') AS delivered
        FROM fulfilment_tracking_events GROUP BY tenant_id, parcel_id
      ) e ON e.tenant_id = p.tenant_id AND e.parcel_id = p.id
      WHERE p.status <> 'delivered' AND (coalesce(e.latest, 'packed') <> p.status OR e.delivered)`,
  },
  {
    name: 'nothing_arrives_before_it_left',
    says: 'Shipments leave after the order was placed, and parcels arrive after they left.',
    sql: `
      SELECT s.tenant_id, s.shipment_number AS key, 'is dated before what came before' AS found
      FROM fulfilment_shipments s
      JOIN orders o ON o.tenant_id = s.tenant_id AND o.id = s.order_id
      JOIN (
        SELECT tenant_id, shipment_id, min(delivered_at) AS first_at FROM fulfilment_parcels GROUP BY tenant_id, shipment_id
      ) p ON p.tenant_id = s.tenant_id AND p.shipment_id = s.id
      WHERE p.first_at < s.shipped_at OR s.shipped_at < o.ordered_at`,
  },
  {
    name: 'shipment_history_complete',
    says: 'The history of a shipment is a chain without gaps that ends at its status.',
    sql: CHAIN(
      'fulfilment_shipments',
      'fulfilment_shipment_status_history',
      'shipment_id',
      'shipment_number',
    ),
  },
  {
    name: 'batch_history_complete',
    says: 'The history of a batch is a chain without gaps that ends at its status.',
    sql: CHAIN('fulfilment_batches', 'fulfilment_batch_status_history', 'batch_id', 'name'),
  },
  {
    name: 'batches_hold_shipments',
    says: 'What was handed over holds shipments, and what was cancelled holds none.',
    sql: `
      SELECT b.tenant_id, b.id AS key, format('is %s with %s shipments', b.status, coalesce(s.shipments, 0)) AS found
      FROM fulfilment_batches b
      LEFT JOIN (
        SELECT tenant_id, batch_id, count(*) AS shipments FROM fulfilment_shipments
        WHERE batch_id IS NOT NULL GROUP BY tenant_id, batch_id
      ) s ON s.tenant_id = b.tenant_id AND s.batch_id = b.id
      WHERE b.status = 'completed' AND s.shipments IS NULL OR b.status = 'cancelled' AND s.shipments IS NOT NULL`,
  },
  {
    name: 'returns_are_their_case',
    says: 'What came back for a case, and what of it lies in stock again, is what the case says.',
    // Cases of before the tenant had returns have none, and are not asked.
    sql: `
      SELECT c.tenant_id, c.id AS key,
        format('says %s back and %s in stock, the returns say %s and %s', c.received_quantity, c.restocked_quantity,
          r.quantity, r.restocked) AS found
      FROM (
        SELECT tenant_id, case_id, sum(quantity) AS quantity,
          coalesce(sum(quantity) FILTER (WHERE outcome = 'restock'), 0) AS restocked
        FROM fulfilment_returns GROUP BY tenant_id, case_id
      ) r
      JOIN order_items_after_sales c ON c.tenant_id = r.tenant_id AND c.id = r.case_id
      WHERE (c.received_quantity, c.restocked_quantity) IS DISTINCT FROM (r.quantity, r.restocked)
      UNION ALL
      SELECT c.tenant_id, c.id, format('says %s back, and has no return', c.received_quantity)
      FROM order_items_after_sales c
      JOIN (
        SELECT tenant_id, min(created_at) AS first_at FROM fulfilment_returns GROUP BY tenant_id
      ) f ON f.tenant_id = c.tenant_id AND c.created_at >= f.first_at
      WHERE c.received_quantity > 0 AND NOT EXISTS (SELECT FROM fulfilment_returns r WHERE r.tenant_id = c.tenant_id AND r.case_id = c.id)`,
  },
  {
    name: 'restocked_pieces_are_booked',
    says: 'What went into stock again was booked as the return of the order of its case.',
    sql: `
      SELECT r.tenant_id, r.id AS key, 'was booked as something else, or not at all' AS found
      FROM fulfilment_returns r
      JOIN order_items_after_sales c ON c.tenant_id = r.tenant_id AND c.id = r.case_id
      LEFT JOIN stock_movement m ON m.tenant_id = r.tenant_id AND m.id = r.stock_movement_id
      WHERE r.outcome = 'restock' AND (m.source_type, m.source_id, m.kind)
        IS DISTINCT FROM ('customer_return', c.order_id, 'receipt')`,
  },
  {
    name: 'papers_numbered_in_time',
    about: 'demo',
    says: 'Shipments and purchase orders of a demo are numbered in the order of time, at every scale.',
    sql: `
      SELECT n.tenant_id, n.number AS key, 'is of an earlier moment than the number ahead of it' AS found
      FROM (
        SELECT p.tenant_id, p.number, p.at, lag(p.at) OVER (PARTITION BY p.tenant_id, p.kind ORDER BY p.number) AS before
        FROM (
          SELECT tenant_id, 'shipment' AS kind, shipment_number AS number, shipped_at AS at
          FROM fulfilment_shipments WHERE id < 1000000000
          UNION ALL
          SELECT tenant_id, 'purchase order', order_number, ordered_at
          FROM purchase_orders WHERE id < 1000000000 AND order_number IS NOT NULL
        ) p
        JOIN sys_demo_seeds d ON d.tenant_id = p.tenant_id AND d.table_name = 'fulfilment_shipments'
      ) n
      WHERE n.at < n.before`,
  },
  {
    name: 'parcel_arrives_where_it_was_sent',
    about: 'demo',
    says: 'What carriers say of the arrival of a parcel of a demo happened in the town of its address.',
    sql: `
      SELECT e.tenant_id, e.id AS key, format('%s in %s, sent to %s', e.status, e.location, s.ship_to_address ->> 'city') AS found
      FROM fulfilment_tracking_events e
      JOIN fulfilment_parcels p ON p.tenant_id = e.tenant_id AND p.id = e.parcel_id
      JOIN fulfilment_shipments s ON s.tenant_id = p.tenant_id AND s.id = p.shipment_id
      JOIN sys_demo_seeds d ON d.tenant_id = e.tenant_id AND d.table_name = 'fulfilment_tracking_events'
      WHERE e.id < 1000000000 AND e.status IN ('out_for_delivery', 'delivered') AND s.ship_to_address <> '{}'
        AND e.location IS DISTINCT FROM s.ship_to_address ->> 'city'`,
  },
];
