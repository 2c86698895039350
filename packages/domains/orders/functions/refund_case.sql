-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.refund_case(p_case_id bigint, p_amount numeric, p_key text) RETURNS numeric
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_case public.order_items_after_sales;
  v_key text;
  v_known numeric;
  v_limit numeric;
BEGIN
  PERFORM app.require_permission('orders.refund');
  PERFORM app.require_decimals('amount', p_amount, 2);
  PERFORM app.require_idempotency_key(p_key);
  IF p_amount IS NULL OR p_amount = 'NaN' OR p_amount <= 0 THEN
    RAISE EXCEPTION 'An amount is above zero, not %.', coalesce(p_amount::text, 'empty')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  v_case := app.lock_case(p_case_id);
  v_key := format('case:%s/%s', p_case_id, p_key);

  SELECT sum(p.amount) INTO v_known FROM public.order_payments p
  WHERE p.tenant_id = v_tenant AND p.order_id = v_case.order_id AND p.kind = 'refund'
    AND p.idempotency_key ~ '/[0-9]+$' AND regexp_replace(p.idempotency_key, '/[0-9]+$', '') = v_key;
  IF v_known = p_amount THEN
    RETURN v_case.refunded_amount;
  ELSIF v_known IS NOT NULL THEN
    RAISE EXCEPTION 'The idempotency key has been used for something else.'
      USING ERRCODE = 'unique_violation', DETAIL = format('It refunded %s for case %s.', v_known, p_case_id),
      HINT = 'Use a key of its own for each refund, and repeat a call only as it was.';
  END IF;

  IF v_case.status <> 'refunded' THEN
    PERFORM app.require_path(
      app.case_transition_allowed(v_case.status, 'refunded'), 'Case ' || p_case_id, v_case.status, 'refunded',
      'app.case_transition_allowed lists the paths of a case.'
    );
  END IF;
  v_limit := app.case_value(v_case) - v_case.refunded_amount;
  IF p_amount > v_limit THEN
    RAISE EXCEPTION 'Case % cannot be refunded by %.', p_case_id, p_amount
      USING ERRCODE = 'check_violation', TABLE = 'order_items_after_sales',
      DETAIL = format('Its pieces cost %s, and %s were given back.', app.case_value(v_case), v_case.refunded_amount),
      HINT = CASE WHEN v_case.case_type <> 'refund' AND v_case.received_quantity < v_case.quantity
        THEN format('%s can be given back; the goods come first: app.receive_return.', greatest(v_limit, 0))
        ELSE format('%s can be given back.', greatest(v_limit, 0)) END;
  END IF;
  PERFORM app.pay_back_case(v_case, p_amount, v_key);
  UPDATE public.order_items_after_sales c
  SET refunded_amount = c.refunded_amount + p_amount, status = 'refunded', status_note = NULL,
    updated_by = app.current_user_id()
  WHERE c.tenant_id = v_tenant AND c.id = p_case_id;
  RETURN v_case.refunded_amount + p_amount;
END
$$;

COMMENT ON FUNCTION app.refund_case(bigint, numeric, text) IS
  'Gives money back for an after-sales case by app.refund_payment, of the oldest payments of its order first, and returns what the case has had refunded in all; the same key again gives nothing more. Never more than the pieces that came back cost (of a case of type refund: all its pieces) nor than was paid. Needs orders.refund. Raises P0002, 23514, 55000 where the case cannot be refunded, 23505 when the key was used for something else.';
