-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_order(p_order_id bigint, p_to text, p_note text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_order public.orders;
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

  PERFORM app.require_order_pieces(p_order_id, p_to);

  PERFORM app.move_order(p_order_id, p_to, p_note);
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_order(bigint, text, text) IS
  'Moves an order to another status along an allowed path, stamps the milestone and, by a trigger, writes the history. False when it is there already. Needs orders.write; orders.cancel to cancel, orders.refund to close as refunded. An order is shipped and delivered by its goods, and cancelled while nothing has left; then stock keeps nothing for it any more. Raises P0002, 55000 when there is no such path, or the lines say otherwise.';
