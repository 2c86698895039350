-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.place_order(p_order_id bigint, p_idempotency_key text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.orders;
  v_shipping jsonb;
  v_billing jsonb;
  v_number text;
  v_constraint text;
BEGIN
  PERFORM app.require_permission('orders.place');
  PERFORM app.require_idempotency_key(p_idempotency_key);

  v_order := app.lock_order(p_order_id);
  IF v_order.placement_key = p_idempotency_key THEN
    RETURN v_order.order_number;
  END IF;
  IF v_order.status <> 'draft' THEN
    RAISE EXCEPTION 'Order % is no draft any more.', p_order_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_order.status),
      HINT = 'It was placed with another key, or cancelled.';
  END IF;
  IF EXISTS (SELECT FROM public.orders o WHERE o.tenant_id = v_tenant AND o.placement_key = p_idempotency_key) THEN
    RAISE EXCEPTION 'The idempotency key has placed another order.'
      USING ERRCODE = 'unique_violation', HINT = 'Use a key of its own for each order.';
  END IF;
  IF NOT EXISTS (SELECT FROM public.order_items i WHERE i.tenant_id = v_tenant AND i.order_id = p_order_id) THEN
    RAISE EXCEPTION 'Order % has no lines.', p_order_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Add a line first.';
  END IF;

  -- What is written on the parcel, and nothing else of the entry.
  SELECT jsonb_object_agg(a.id, a.written) -> v_order.shipping_address_id::text,
    jsonb_object_agg(a.id, a.written) -> v_order.billing_address_id::text
  INTO v_shipping, v_billing
  FROM (
    SELECT b.id, jsonb_strip_nulls(jsonb_build_object('address_line1', b.address_line1, 'address_line2', b.address_line2,
      'city', b.city, 'state', b.state, 'postal_code', b.postal_code, 'country', b.country)) AS written
    FROM public.crm_personal_addresses b
    WHERE b.tenant_id = v_tenant AND b.id IN (v_order.shipping_address_id, v_order.billing_address_id)
  ) a;

  -- The number goes into a key, for which the row is locked against new references: now, since nothing may be waited
  -- for once the number is taken.
  PERFORM FROM public.orders o WHERE o.tenant_id = v_tenant AND o.id = p_order_id FOR UPDATE;
  PERFORM app.lock_order_stock(ARRAY[p_order_id]);
  PERFORM app.reserve_order_lines(p_order_id, true);
  UPDATE public.order_items i SET order_stage = 'placed'
  WHERE i.tenant_id = v_tenant AND i.order_id = p_order_id AND i.order_stage <> 'placed';
  -- Last, because gap-free numbers make the sessions wait for each other from here to commit.
  v_number := coalesce(v_order.order_number, app.next_document_number('order'));
  BEGIN
    UPDATE public.orders o
    SET status = 'pending', status_note = NULL, order_number = v_number, placement_key = p_idempotency_key,
      ordered_at = CASE WHEN o.external_order_id IS NULL THEN now() ELSE o.ordered_at END,
      shipping_address = coalesce(v_shipping, '{}'), billing_address = coalesce(v_billing, '{}'),
      updated_by = app.current_user_id()
    WHERE o.tenant_id = v_tenant AND o.id = p_order_id;
  EXCEPTION WHEN unique_violation THEN
    GET STACKED DIAGNOSTICS v_constraint = CONSTRAINT_NAME;
    IF v_constraint <> 'uq_orders_placement_key' THEN
      RAISE;
    END IF;
    -- Another session has placed another order with the key since it was looked up above.
    RAISE EXCEPTION 'The idempotency key has placed another order.'
      USING ERRCODE = 'unique_violation', HINT = 'Use a key of its own for each order.';
  END;
  RETURN v_number;
END
$$;

COMMENT ON FUNCTION app.place_order(bigint, text) IS
  'Turns a draft with lines into a pending order: gives it a number, copies the addresses, fixes the lines, and keeps in stock what they sell, by the stock_policy of each product. Returns the number; a second call with the same key returns it again. Needs orders.place. Raises P0002, 23514 with all lines that are short, 55000 when it is no draft or has no lines, 23505 when the key placed another order.';
