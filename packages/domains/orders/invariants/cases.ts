import type { Invariant } from '@erp/kit/invariant';

/** After-sales cases, and what they say of lines and money. */
export const caseInvariants: readonly Invariant[] = [
  {
    name: 'case_pieces',
    says: 'A case is about pieces that its line has sold, and what came back for good by cases is noted on the line.',
    sql: `
      SELECT i.tenant_id, i.id AS key,
        format('%s came back by cases, the line says %s; the largest case is on %s of %s', c.received, i.returned_quantity,
          c.largest, i.quantity) AS found
      FROM order_items i
      JOIN (
        SELECT tenant_id, order_item_id, max(quantity) AS largest,
          coalesce(sum(received_quantity) FILTER (WHERE case_type NOT IN ('repair', 'warranty')), 0) AS received
        FROM order_items_after_sales WHERE deleted_at IS NULL GROUP BY tenant_id, order_item_id
      ) c ON c.tenant_id = i.tenant_id AND c.order_item_id = i.id
      WHERE c.received > i.returned_quantity OR c.largest > i.quantity`,
  },
  {
    name: 'case_refunds',
    says: 'What a case has refunded are the refunds that name it, and never more than its pieces cost.',
    sql: `
      SELECT c.tenant_id, c.id AS key,
        format('says %s, the refunds say %s, its pieces cost %s', c.refunded_amount, coalesce(p.amount, 0),
          round(i.total_price * c.quantity / i.quantity, 2)) AS found
      FROM order_items_after_sales c
      JOIN order_items i ON i.tenant_id = c.tenant_id AND i.order_id = c.order_id AND i.id = c.order_item_id
      LEFT JOIN (
        SELECT p.tenant_id, split_part(substr(p.idempotency_key, 6), '/', 1) AS case_id, sum(p.amount) AS amount
        FROM order_payments p
        WHERE p.kind = 'refund' AND p.status = 'paid' AND p.idempotency_key LIKE 'case:%'
        GROUP BY 1, 2
      ) p ON p.tenant_id = c.tenant_id AND p.case_id = c.id::text
      WHERE c.refunded_amount <> coalesce(p.amount, 0)
        OR c.refunded_amount > round(i.total_price * c.quantity / i.quantity, 2)`,
  },
  {
    name: 'case_history_complete',
    says: 'The history of a case is a chain without gaps that ends at its status.',
    sql: `
      SELECT c.tenant_id, c.id AS key, 'is ' || c.status || ', its history ends at ' || coalesce(h.last, 'nothing') AS found
      FROM order_items_after_sales c
      LEFT JOIN (
        SELECT h.tenant_id, h.case_id, (array_agg(h.to_status ORDER BY h.changed_at DESC, h.id DESC))[1] AS last,
          bool_and(h.from_status IS NOT DISTINCT FROM h.before) AS chained
        FROM (
          SELECT s.*, lag(s.to_status) OVER (PARTITION BY s.tenant_id, s.case_id ORDER BY s.changed_at, s.id) AS before
          FROM order_case_status_history s
        ) h
        GROUP BY h.tenant_id, h.case_id
      ) h ON h.tenant_id = c.tenant_id AND h.case_id = c.id
      WHERE h.last IS DISTINCT FROM c.status OR h.chained IS NOT TRUE`,
  },
];
