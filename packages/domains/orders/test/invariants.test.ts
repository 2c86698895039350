import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';

const faults = {
  order_sums: 'UPDATE order_items SET unit_price = unit_price + 1 WHERE order_id = 5',
  order_payments: 'UPDATE orders SET total_paid = total_paid - 0.01 WHERE id = 5',
  refund_within_payment: "UPDATE order_payments SET amount = amount * 2 WHERE kind = 'refund'",
  order_timeline: "UPDATE order_payments SET paid_at = '2001-01-01' WHERE status = 'paid' AND order_id < 20",
  order_history_complete: "DELETE FROM order_status_history WHERE to_status = 'shipped'",
  placed_order_has_lines: 'DELETE FROM order_items WHERE order_id = 7',
  order_after_customer: "UPDATE orders SET ordered_at = '2001-01-01' WHERE id < 20",
  demo_order_after_customer: "UPDATE crm_customers SET created_at = '2026-10-31' WHERE id = 1",
  customer_figures: 'UPDATE crm_customers SET lifetime_value = lifetime_value + 1 WHERE id = 2',
  converted_lead_has_order: 'UPDATE crm_leads SET converted_customer_id = converted_customer_id % 7 + 1',
  demo_lead_won_order: 'UPDATE crm_leads SET order_id = NULL',
  won_back_order:
    'UPDATE crm_reengage_personal_keys SET conversion_value = 1 WHERE conversion_value IS NOT NULL',
  demo_won_back_by_order: 'UPDATE crm_reengage_personal_keys SET converted_order_id = NULL',
  bespoke_work_on_its_order: `
    UPDATE order_item_customization SET completed_at = completed_at + interval '9 days' WHERE completed_at IS NOT NULL`,
  line_sells_product: "UPDATE order_items SET sku = 'NONE'",
  line_price_of_its_time: 'UPDATE order_items SET unit_price = unit_price + 1',
  line_follows_order: "UPDATE orders SET status = 'cancelled', cancelled_at = now() WHERE status = 'pending'",
  order_follows_lines: "UPDATE orders SET status = 'processing' WHERE status = 'shipped'",
  case_pieces: 'UPDATE order_items_after_sales SET quantity = quantity + 10',
  case_refunds: "UPDATE order_payments SET amount = amount - 0.01 WHERE idempotency_key LIKE 'case:%'",
  case_history_complete: "DELETE FROM order_case_status_history WHERE to_status = 'received'",
  sold_goods_left_stock: "DELETE FROM stock_movement WHERE source_type = 'customer_return'",
  reserved_goods_are_kept:
    "DELETE FROM stock_reservation WHERE source_type = 'sales_order' AND status = 'open'",
  demo_reviewer_has_product: `
    UPDATE product_review SET created_at = '2025-05-02' WHERE personal_key_id IS NOT NULL`,
  orders_numbered_in_time: `
    UPDATE orders SET order_number = 'A-1' WHERE id = (SELECT max(id) FROM orders WHERE order_number IS NOT NULL)`,
  staff_sells_by_day: `
    UPDATE order_status_history SET changed_at = changed_at - interval '12 hours' WHERE changed_by IS NOT NULL`,
  nobody_sells_on_leave: `
    UPDATE orders o SET created_by = a.staff_id, created_at = a.start_time + interval '9 hours'
    FROM schedule a
    WHERE a.tenant_id = o.tenant_id AND a.leave_type_id IS NOT NULL AND a.status = 'confirmed' AND o.id = 1`,
  open_promise_is_owed: `
    UPDATE order_payments SET status = 'pending', paid_at = NULL
    WHERE id = (SELECT min(id) FROM order_payments WHERE status = 'paid' AND kind = 'payment')`,
  demo_won_back_were_quiet: `
    UPDATE crm_reengaged_batches b SET created_at = m.converted_at + interval '1 day'
    FROM crm_reengage_personal_keys m
    WHERE m.tenant_id = b.tenant_id AND m.batch_id = b.id AND m.converted_at IS NOT NULL`,
  money_comes_by_its_way: `
    UPDATE order_payments SET payment_method = 'cod', paid_at = '2001-01-01'
    WHERE id = (SELECT min(id) FROM order_payments WHERE status = 'paid' AND kind = 'payment')`,
  bespoke_work_paid_as_its_order: "UPDATE order_item_customization SET payment_status = 'unpaid'",
  first_purchase_where_it_was_sold: "UPDATE crm_personal_journey SET store_id = 1 WHERE stage = 'purchase'",
};

testInvariants(definition, faults, ['workforce']);
