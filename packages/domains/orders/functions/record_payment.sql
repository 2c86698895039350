-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.record_payment(
  p_order_id bigint, p_amount numeric, p_method text, p_idempotency_key text, p_transaction_id text DEFAULT NULL,
  p_provider text DEFAULT 'manual', p_is_deposit boolean DEFAULT false, p_instalment_id bigint DEFAULT NULL
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
  v_payment.status := 'paid';
  v_payment.amount := p_amount;
  v_payment.payment_method := p_method;
  v_payment.idempotency_key := p_idempotency_key;
  v_payment.transaction_id := p_transaction_id;
  v_payment.provider := coalesce(p_provider, 'manual');
  v_payment.is_deposit := p_is_deposit;
  v_payment.parent_payment_id := p_instalment_id;
  RETURN app.book_order_payment(v_payment);
END
$$;

COMMENT ON FUNCTION app.record_payment(bigint, numeric, text, text, text, text, boolean, bigint) IS
  'Records money received for an order, in the currency of the order, and returns the payment; a second call with the same key returns the first one. Payments never exceed the total. Needs orders.payment. Raises P0002, 23514 above the open balance, 23505 when the key or the transaction was used for something else, 55000 when the order takes no payments.';
