-- may execute: nobody
CREATE OR REPLACE FUNCTION app.pay_back_case(p_case public.order_items_after_sales, p_amount numeric, p_key text)
RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_payment record;
  v_left numeric := p_amount;
  v_number integer := 0;
BEGIN
  FOR v_payment IN
    SELECT p.id, p.amount - coalesce((
      SELECT sum(r.amount) FROM public.order_payments r
      WHERE r.tenant_id = v_tenant AND r.order_id = p_case.order_id AND r.parent_payment_id = p.id
        AND r.kind = 'refund' AND r.status = 'paid'), 0) AS rest
    FROM public.order_payments p
    WHERE p.tenant_id = v_tenant AND p.order_id = p_case.order_id AND p.kind = 'payment' AND p.status = 'paid'
    ORDER BY p.paid_at, p.id
  LOOP
    EXIT WHEN v_left = 0;
    CONTINUE WHEN v_payment.rest <= 0;
    v_number := v_number + 1;
    PERFORM app.refund_payment(
      v_payment.id, least(v_left, v_payment.rest), coalesce(p_case.reason, format('Case %s.', p_case.id)),
      p_key || '/' || v_number);
    v_left := v_left - least(v_left, v_payment.rest);
  END LOOP;
  IF v_left > 0 THEN
    RAISE EXCEPTION 'Order % was not paid as much.', p_case.order_id
      USING ERRCODE = 'check_violation', TABLE = 'order_payments',
      DETAIL = format('Of %s, %s were paid and not given back.', p_amount, p_amount - v_left),
      HINT = 'Give back at most what was paid.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.pay_back_case(public.order_items_after_sales, numeric, text) IS
  'Gives back an amount of the payments of a case''s order, the oldest first, by app.refund_payment. Not for callers.';
