-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.receive_goods(
  p_purchase_order_id bigint, p_lines jsonb, p_key text, p_details jsonb DEFAULT '{}'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
  v_details jsonb := coalesce(p_details, '{}');
  v_request jsonb := jsonb_build_object('lines', p_lines, 'details', v_details);
  v_order public.purchase_orders;
  v_known public.goods_receipts;
  v_lines jsonb := p_lines;
  v_currency text;
  v_receipt bigint;
BEGIN
  PERFORM app.require_permission('purchasing.receive');
  PERFORM app.require_record('details of a receipt', v_details, 'delivery_note text', 'received_at timestamptz', 'notes text');
  PERFORM app.require_recordset('lines of a receipt', app.json_list(p_lines), 'purchase_order_line_id bigint',
    'quantity numeric(14,3)', 'unit_cost numeric(14,4)');
  PERFORM app.require_idempotency_key(p_key, 200);
  v_order := app.lock_purchase_order(p_purchase_order_id);
  SELECT * INTO v_known FROM public.goods_receipts r WHERE r.tenant_id = v_tenant AND r.idempotency_key = p_key;
  IF FOUND THEN
    PERFORM app.require_same_request(
      (v_known.purchase_order_id, v_known.request) = (p_purchase_order_id, v_request),
      format('It booked receipt %s.', v_known.id)
    );
    RETURN v_known.id;
  END IF;
  IF v_order.status NOT IN ('ordered', 'partially_received') THEN
    RAISE EXCEPTION 'Nothing is expected of purchase order %.', coalesce(v_order.order_number, p_purchase_order_id::text)
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_order.status),
      HINT = CASE v_order.status WHEN 'draft' THEN 'Call app.order_goods first.' ELSE 'Order what came with another one.' END;
  END IF;
  IF (v_details ->> 'received_at')::timestamptz < v_order.ordered_at OR NOT isfinite((v_details ->> 'received_at')::timestamptz) THEN
    RAISE EXCEPTION 'Nothing of purchase order % arrived before it was ordered.', v_order.order_number
      USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It was ordered at %s.', v_order.ordered_at);
  END IF;
  IF v_lines IS NULL OR v_lines = 'null' THEN
    SELECT jsonb_agg(jsonb_build_object('purchase_order_line_id', l.id, 'quantity', l.open_quantity)) INTO v_lines
    FROM public.purchase_order_lines l
    WHERE l.tenant_id = v_tenant AND l.purchase_order_id = p_purchase_order_id AND l.open_quantity > 0;
  END IF;
  PERFORM app.require_receivable(p_purchase_order_id, v_lines);
  SELECT w.currency_code INTO v_currency FROM public.warehouse w
  WHERE w.tenant_id = v_tenant AND w.id = v_order.warehouse_id;
  IF v_currency <> v_order.currency_code AND EXISTS (
    SELECT FROM jsonb_to_recordset(v_lines) AS a (purchase_order_line_id bigint, unit_cost numeric)
    JOIN public.purchase_order_lines l ON l.tenant_id = v_tenant AND l.id = a.purchase_order_line_id
    WHERE a.unit_cost IS NULL AND l.product_id IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'Purchase order % is in %, and its warehouse values stock in %.',
      p_purchase_order_id, v_order.currency_code, v_currency
      USING ERRCODE = 'invalid_parameter_value', HINT = format('Give each line its unit_cost in %s.', v_currency);
  END IF;

  INSERT INTO public.goods_receipts (
    tenant_id, purchase_order_id, delivery_note, received_at, notes, idempotency_key, request, created_by
  )
  SELECT v_tenant, p_purchase_order_id, d.delivery_note,
    coalesce(d.received_at, greatest(now(), v_order.ordered_at)), d.notes, p_key, v_request, v_user
  FROM jsonb_to_record(v_details) AS d (delivery_note text, received_at timestamptz, notes text)
  ON CONFLICT (tenant_id, idempotency_key) DO NOTHING
  RETURNING id INTO v_receipt;
  -- Another purchase order was received with the key a moment ago.
  PERFORM app.require_same_request(v_receipt IS NOT NULL, 'It booked a receipt of another purchase order.');
  PERFORM app.book_goods_receipt(v_receipt, v_lines);
  UPDATE public.purchase_orders o
  SET status = CASE WHEN f.is_complete THEN 'received' ELSE 'partially_received' END, status_note = NULL,
    received_at = CASE WHEN f.is_complete THEN greatest(now(), o.ordered_at) END, updated_by = v_user
  FROM (
    SELECT bool_and(l.open_quantity = 0) AS is_complete FROM public.purchase_order_lines l
    WHERE l.tenant_id = v_tenant AND l.purchase_order_id = p_purchase_order_id
  ) f
  WHERE o.tenant_id = v_tenant AND o.id = p_purchase_order_id;
  RETURN v_receipt;
END
$$;

COMMENT ON FUNCTION app.receive_goods(bigint, jsonb, text, jsonb) IS
  'Books in what arrived of a purchase order, in one transaction: stock or material rises, inbound falls, and the order is received once nothing is open. Lines: purchase_order_line_id, quantity, and unit_cost in the currency of the warehouse where it is not that of the line; NULL for all that is open. Details: delivery_note, received_at, notes. Returns the receipt; the same key again returns it once more. Needs purchasing.receive. Raises P0002, 22023, 23514 for more than was ordered, 55000 when nothing is expected, 23505 when the key booked something else.';
