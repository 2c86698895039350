-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_purchase_order(
  p_purchase_order_id bigint, p_to text, p_note text DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.purchase_orders;
BEGIN
  PERFORM app.require_permission('purchasing.order');
  PERFORM app.require_allowed('purchase_orders', 'status', p_to);
  IF p_to NOT IN ('cancelled', 'closed') THEN
    RAISE EXCEPTION 'A purchase order is not taken to % by hand.', p_to
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'app.order_goods orders it, app.receive_goods receives it; by hand it is cancelled or closed.';
  END IF;
  v_order := app.lock_purchase_order(p_purchase_order_id);
  IF v_order.status = p_to THEN
    RETURN false;
  END IF;
  PERFORM app.require_path(
    CASE p_to WHEN 'cancelled' THEN v_order.status IN ('draft', 'ordered') ELSE v_order.status = 'partially_received' END,
    'Purchase order ' || p_purchase_order_id, v_order.status, p_to,
    'draft, ordered → cancelled; partially_received → closed.'
  );
  IF v_order.status <> 'draft' THEN
    PERFORM app.lock_purchased_stock(p_purchase_order_id);
    UPDATE public.purchase_order_lines l SET open_quantity = 0, updated_by = app.current_user_id()
    WHERE l.tenant_id = v_tenant AND l.purchase_order_id = p_purchase_order_id AND l.open_quantity > 0;
  END IF;
  UPDATE public.purchase_orders o SET status = p_to, status_note = p_note, updated_by = app.current_user_id()
  WHERE o.tenant_id = v_tenant AND o.id = p_purchase_order_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_purchase_order(bigint, text, text) IS
  'Gives up a purchase order of which nothing has arrived (cancelled), or the rest of one of which some has (closed); what was expected is no longer inbound. False when it is so already. Needs purchasing.order. Raises P0002, 22023, 55000 when there is no such path.';
