-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.schedule_payment(
  p_order_id bigint, p_amount numeric, p_due_date date, p_method text, p_idempotency_key text
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_payment public.order_payments;
BEGIN
  PERFORM app.require_permission('orders.payment');
  PERFORM app.require_decimals('amount', p_amount, 2);
  PERFORM app.require_allowed('order_payments', 'payment_method', p_method);
  v_payment.order_id := p_order_id;
  v_payment.kind := 'payment';
  v_payment.status := 'pending';
  v_payment.amount := p_amount;
  v_payment.due_date := p_due_date;
  v_payment.payment_method := p_method;
  v_payment.provider := 'manual';
  v_payment.idempotency_key := p_idempotency_key;
  RETURN app.book_order_payment(v_payment);
END
$$;

COMMENT ON FUNCTION app.schedule_payment(bigint, numeric, date, text, text) IS
  'Notes an instalment that the customer promised and returns it; app.record_payment settles it. Changes no balance. Needs orders.payment.';
