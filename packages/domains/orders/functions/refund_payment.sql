-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.refund_payment(
  p_payment_id bigint, p_amount numeric, p_reason text, p_idempotency_key text, p_transaction_id text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_payment public.order_payments;
  v_refund public.order_payments;
BEGIN
  PERFORM app.require_permission('orders.refund');
  PERFORM app.require_decimals('amount', p_amount, 2);
  SELECT * INTO v_payment FROM public.order_payments p
  WHERE p.tenant_id = v_tenant AND p.id = p_payment_id AND p.kind = 'payment' AND p.status = 'paid';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no payment %.', p_payment_id
      USING ERRCODE = 'no_data_found', HINT = 'Only money that was received can be given back.';
  END IF;
  v_refund.order_id := v_payment.order_id;
  v_refund.kind := 'refund';
  v_refund.status := 'paid';
  v_refund.amount := p_amount;
  v_refund.payment_method := v_payment.payment_method;
  v_refund.provider := v_payment.provider;
  v_refund.transaction_id := p_transaction_id;
  v_refund.idempotency_key := p_idempotency_key;
  v_refund.parent_payment_id := p_payment_id;
  v_refund.reason := p_reason;
  RETURN app.book_order_payment(v_refund);
END
$$;

COMMENT ON FUNCTION app.refund_payment(bigint, numeric, text, text, text) IS
  'Records money given back of one payment, by the way it came, and returns the refund; a second call with the same key returns the first one. Refunds never exceed their payment. Needs orders.refund. Raises P0002, 23514 above what is left of the payment, 23505 when the key was used for something else.';
