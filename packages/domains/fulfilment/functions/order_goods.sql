-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.order_goods(p_purchase_order_id bigint) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.purchase_orders;
  v_number text;
BEGIN
  PERFORM app.require_permission('purchasing.order');
  v_order := app.lock_purchase_order(p_purchase_order_id);
  IF v_order.status = 'cancelled' THEN
    RAISE EXCEPTION 'Purchase order % was cancelled.', p_purchase_order_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Write another one with app.create_purchase_order.';
  END IF;
  IF v_order.status <> 'draft' THEN
    RETURN v_order.order_number;
  END IF;
  -- The number goes into a key, for which the row is locked against new references: now, since the order of locks begins
  -- with it.
  PERFORM FROM public.purchase_orders o WHERE o.tenant_id = v_tenant AND o.id = p_purchase_order_id FOR UPDATE;
  PERFORM app.lock_purchased_stock(p_purchase_order_id);
  UPDATE public.purchase_order_lines l SET open_quantity = l.quantity, updated_by = app.current_user_id()
  WHERE l.tenant_id = v_tenant AND l.purchase_order_id = p_purchase_order_id;

  -- Last, because gap-free numbers make the sessions wait for each other from here to commit.
  v_number := app.next_document_number('purchase_order');
  UPDATE public.purchase_orders o
  SET status = 'ordered', status_note = NULL, order_number = v_number, ordered_at = now(),
    updated_by = app.current_user_id()
  WHERE o.tenant_id = v_tenant AND o.id = p_purchase_order_id;
  RETURN v_number;
END
$$;

COMMENT ON FUNCTION app.order_goods(bigint) IS
  'Orders a draft of a purchase order: gives it a number, which it returns, and counts its lines as inbound. A second call returns the number again. Needs purchasing.order. Raises P0002, 55000 when it was cancelled, 22023 for what cannot lie in stock, such as a set.';
