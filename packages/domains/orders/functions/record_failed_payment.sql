-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.record_failed_payment(
  p_order_id bigint, p_amount numeric, p_method text, p_reason text, p_idempotency_key text,
  p_transaction_id text DEFAULT NULL, p_provider text DEFAULT 'manual'
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
  v_payment.status := 'failed';
  v_payment.amount := p_amount;
  v_payment.payment_method := p_method;
  v_payment.reason := p_reason;
  v_payment.idempotency_key := p_idempotency_key;
  v_payment.transaction_id := p_transaction_id;
  v_payment.provider := coalesce(p_provider, 'manual');
  RETURN app.book_order_payment(v_payment);
END
$$;

COMMENT ON FUNCTION app.record_failed_payment(bigint, numeric, text, text, text, text, text) IS
  'Notes an attempt to pay that came to nothing, and returns it. Changes no balance. Needs orders.payment.';
