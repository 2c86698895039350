-- may execute: nobody
CREATE OR REPLACE FUNCTION app.book_order_payment(p_payment public.order_payments) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.orders;
  v_parent public.order_payments;
  v_known public.order_payments;
  v_refunded numeric;
  v_payment_id bigint;
BEGIN
  PERFORM app.require_idempotency_key(p_payment.idempotency_key);
  IF p_payment.amount > 0 IS NOT TRUE OR p_payment.amount >= 1e10 THEN
    RAISE EXCEPTION 'An amount of money is above zero, not %.', coalesce(p_payment.amount::text, 'empty')
      USING ERRCODE = 'check_violation', HINT = 'What was given back is a refund, with an amount above zero as well.';
  END IF;

  v_order := app.lock_order(p_payment.order_id);

  SELECT * INTO v_known FROM public.order_payments p
  WHERE p.tenant_id = v_tenant AND p.idempotency_key = p_payment.idempotency_key;
  IF FOUND THEN
    IF (v_known.order_id, v_known.kind, v_known.status, v_known.amount, v_known.payment_method,
        v_known.parent_payment_id, v_known.provider, v_known.transaction_id)
      IS DISTINCT FROM (p_payment.order_id, p_payment.kind, p_payment.status, p_payment.amount,
        p_payment.payment_method, p_payment.parent_payment_id, p_payment.provider, p_payment.transaction_id) THEN
      RAISE EXCEPTION 'The idempotency key has been used for something else.'
        USING ERRCODE = 'unique_violation', DETAIL = format('It recorded payment %s.', v_known.id),
        HINT = 'Use a key of its own for each payment, and repeat a call only as it was.';
    END IF;
    RETURN v_known.id;
  END IF;

  IF v_order.status = 'draft' OR p_payment.kind = 'payment' AND v_order.status IN ('cancelled', 'refunded') THEN
    RAISE EXCEPTION 'Order % takes no payments.', v_order.id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_order.status),
      HINT = 'A draft is placed first; a cancelled or refunded order is not paid.';
  END IF;
  IF p_payment.kind = 'payment' AND p_payment.status <> 'failed' AND p_payment.amount > v_order.balance THEN
    RAISE EXCEPTION 'Order % cannot be paid with % %.', v_order.id, p_payment.amount, v_order.currency_code
      USING ERRCODE = 'check_violation',
      HINT = format('%s %s are still open.', v_order.balance, v_order.currency_code);
  END IF;

  IF p_payment.parent_payment_id IS NOT NULL THEN
    SELECT * INTO v_parent FROM public.order_payments p
    WHERE p.tenant_id = v_tenant AND p.order_id = v_order.id AND p.id = p_payment.parent_payment_id;
    IF NOT FOUND OR v_parent.kind <> 'payment'
      OR v_parent.status <> (CASE p_payment.kind WHEN 'refund' THEN 'paid' ELSE 'pending' END) THEN
      RAISE EXCEPTION 'There is no payment % of that kind.', p_payment.parent_payment_id
        USING ERRCODE = 'no_data_found',
        HINT = 'A refund gives back a settled payment; a payment settles a promised instalment of the same order.';
    END IF;
  END IF;
  IF p_payment.kind = 'refund' THEN
    SELECT coalesce(sum(p.amount), 0) INTO v_refunded FROM public.order_payments p
    WHERE p.tenant_id = v_tenant AND p.order_id = v_order.id AND p.parent_payment_id = v_parent.id
      AND p.kind = 'refund' AND p.status = 'paid';
    IF p_payment.amount > v_parent.amount - v_refunded THEN
      RAISE EXCEPTION 'Payment % cannot be refunded by % %.', v_parent.id, p_payment.amount, v_order.currency_code
        USING ERRCODE = 'check_violation',
        HINT = format('%s %s of it can still be given back.', v_parent.amount - v_refunded, v_order.currency_code);
    END IF;
  END IF;

  INSERT INTO public.order_payments (
    tenant_id, order_id, currency_code, kind, parent_payment_id, payment_method, amount, status, idempotency_key,
    provider, transaction_id, due_date, paid_at, is_deposit, reason, created_by
  )
  VALUES (
    v_tenant, v_order.id, v_order.currency_code, p_payment.kind, p_payment.parent_payment_id,
    p_payment.payment_method, p_payment.amount, p_payment.status, p_payment.idempotency_key, p_payment.provider,
    p_payment.transaction_id, p_payment.due_date, CASE p_payment.status WHEN 'paid' THEN greatest(now(), v_order.ordered_at) END,
    coalesce(p_payment.is_deposit, false), p_payment.reason, app.current_user_id()
  )
  ON CONFLICT DO NOTHING
  RETURNING id INTO v_payment_id;
  IF v_payment_id IS NULL THEN
    SELECT p.* INTO v_known FROM public.order_payments p
    WHERE p.tenant_id = v_tenant AND p.provider = p_payment.provider AND p.transaction_id = p_payment.transaction_id
      AND p.idempotency_key <> p_payment.idempotency_key;
    IF FOUND THEN
      RAISE EXCEPTION 'Transaction % of % has been recorded.', p_payment.transaction_id, p_payment.provider
        USING ERRCODE = 'unique_violation', CONSTRAINT = 'uq_order_payments_transaction_id',
        DETAIL = format('It is payment %s.', v_known.id),
        HINT = 'Repeat a call with the idempotency key that it had; every transaction is recorded once.';
    END IF;
    -- The lock of the order keeps calls for the same one apart: this key was used for another one a moment ago.
    RAISE EXCEPTION 'The idempotency key has been used for something else.'
      USING ERRCODE = 'unique_violation', DETAIL = format('It recorded payment %s.', (
        SELECT p.id FROM public.order_payments p
        WHERE p.tenant_id = v_tenant AND p.idempotency_key = p_payment.idempotency_key)),
      HINT = 'Use a key of its own for each payment, and repeat a call only as it was.';
  END IF;
  RETURN v_payment_id;
END
$$;

COMMENT ON FUNCTION app.book_order_payment(public.order_payments) IS
  'What the functions that record money have in common: lock of the customer and the order, idempotency key, limits. Not for callers: it asks for no permission.';
