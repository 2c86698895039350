-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_order(p_order_id bigint, p_to text, p_note text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.orders;
  v_at timestamptz;
BEGIN
  PERFORM app.require_permission(
    CASE p_to WHEN 'cancelled' THEN 'orders.cancel' WHEN 'refunded' THEN 'orders.refund' ELSE 'orders.write' END
  );

  v_order := app.lock_order(p_order_id);
  IF v_order.status = p_to THEN
    RETURN false;
  END IF;
  PERFORM app.require_path(
    app.order_transition_allowed(v_order.status, p_to), 'Order ' || p_order_id, v_order.status, p_to,
    'app.order_transition_allowed lists the paths of an order.'
  );
  IF v_order.status = 'draft' AND p_to = 'pending' THEN
    RAISE EXCEPTION 'Order % has not been placed.', p_order_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Call app.place_order.';
  END IF;
  IF p_to = 'refunded' AND v_order.payment_status <> 'refunded' THEN
    RAISE EXCEPTION 'The money of order % has not been given back.', p_order_id
      USING ERRCODE = 'object_not_in_prerequisite_state',
      DETAIL = format('%s %s of %s paid are refunded.', v_order.total_refunded, v_order.currency_code, v_order.total_paid),
      HINT = 'Call app.refund_payment for each payment first.';
  END IF;

  -- Not before what came before: this transaction may have begun earlier than that.
  v_at := greatest(now(), v_order.ordered_at, v_order.confirmed_at, v_order.shipped_at, v_order.delivered_at);
  UPDATE public.orders o
  SET status = p_to, status_note = p_note, updated_by = app.current_user_id(),
    confirmed_at = CASE p_to WHEN 'confirmed' THEN coalesce(o.confirmed_at, v_at) ELSE o.confirmed_at END,
    shipped_at = CASE p_to WHEN 'shipped' THEN v_at ELSE o.shipped_at END,
    delivered_at = CASE p_to WHEN 'delivered' THEN v_at ELSE o.delivered_at END,
    completed_at = CASE p_to WHEN 'completed' THEN v_at ELSE o.completed_at END,
    cancelled_at = CASE p_to WHEN 'cancelled' THEN v_at ELSE o.cancelled_at END
  WHERE o.tenant_id = v_tenant AND o.id = p_order_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_order(bigint, text, text) IS
  'Moves an order to another status along an allowed path, stamps the milestone and, by a trigger, writes the history. False when it is there already. Needs orders.write; orders.cancel to cancel, orders.refund to close as refunded. Raises P0002, 55000 when there is no such path.';
