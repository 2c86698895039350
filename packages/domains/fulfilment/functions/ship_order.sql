-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.ship_order(
  p_order_id bigint, p_lines jsonb, p_warehouse_id bigint, p_key text, p_details jsonb DEFAULT '{}'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
  v_details jsonb := coalesce(p_details, '{}');
  -- What is said of people is compared, and not kept a second time.
  v_request jsonb := jsonb_build_object('lines', p_lines, 'warehouse_id', p_warehouse_id, 'details', md5(v_details::text));
  v_parcel CONSTANT text[] := ARRAY['carrier text', 'service text', 'tracking_number text', 'tracking_url text', 'package_code text',
    'weight_grams integer', 'length_mm integer', 'width_mm integer', 'height_mm integer', 'requires_signature boolean',
    'requires_insurance boolean', 'saturday_delivery boolean', 'contains_alcohol boolean', 'estimated_cost numeric(14,2)',
    'actual_cost numeric(14,2)', 'insurance_amount numeric(14,2)', 'confirmation_amount numeric(14,2)', 'label_url text',
    'label_format text', 'label_expires_at timestamptz'];
  v_order public.orders;
  v_known public.fulfilment_shipments;
  v_lines jsonb := p_lines;
  v_shipment bigint;
BEGIN
  PERFORM app.require_permission('fulfilment.ship');
  PERFORM app.require_record('details of a shipment', v_details, VARIADIC v_parcel || ARRAY['parcels object[]', 'batch_id bigint',
    'ship_to_name text', 'ship_to_phone text', 'ship_to_email text', 'ship_to_address object', 'currency_code char(3)',
    'is_residential boolean', 'estimated_delivery_on date', 'note text']);
  PERFORM app.require_recordset('parcels of a shipment', app.json_list(v_details -> 'parcels'), VARIADIC v_parcel);
  PERFORM app.require_recordset('lines of a shipment', app.json_list(p_lines), 'order_item_id bigint', 'quantity integer', 'parcel integer');
  PERFORM app.require_idempotency_key(p_key, 200);
  v_order := app.lock_order(p_order_id);
  SELECT * INTO v_known FROM public.fulfilment_shipments s WHERE s.tenant_id = v_tenant AND s.idempotency_key = p_key;
  IF FOUND THEN
    PERFORM app.require_same_request(
      (v_known.order_id, v_known.request) = (p_order_id, v_request), format('It shipped shipment %s.', v_known.id)
    );
    RETURN v_known.id;
  END IF;
  IF v_lines IS NULL OR v_lines = 'null' THEN
    SELECT jsonb_agg(jsonb_build_object('order_item_id', i.id, 'quantity', i.quantity - i.shipped_quantity)) INTO v_lines
    FROM public.order_items i
    WHERE i.tenant_id = v_tenant AND i.order_id = p_order_id AND i.supply <> 'none'
      AND i.quantity > i.shipped_quantity;
    IF v_lines IS NULL THEN
      RAISE EXCEPTION 'Nothing of order % is left to ship.', coalesce(v_order.order_number, p_order_id::text)
        USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_order.status);
    END IF;
  END IF;
  PERFORM app.require_packable(p_order_id, v_lines);
  PERFORM app.require_allowed('fulfilment_parcels', 'label_format', p.label_format)
  FROM jsonb_to_recordset(app.json_list(v_details -> 'parcels') || jsonb_build_array(v_details)) AS p (label_format text)
  WHERE p.label_format IS NOT NULL;
  -- The key of a call is its own; those of the bookings are made of the order and the key, so that none meets another.
  PERFORM app.book_order_shipment(v_order, (
    SELECT jsonb_agg(jsonb_build_object('order_item_id', l.order_item_id, 'quantity', l.pieces) ORDER BY l.order_item_id)
    FROM (
      SELECT a.order_item_id, sum(a.quantity) AS pieces
      FROM jsonb_to_recordset(v_lines) AS a (order_item_id bigint, quantity integer) GROUP BY a.order_item_id
    ) l
  ), p_warehouse_id, format('order:%s/shipment:%s', p_order_id, md5(p_key)));

  -- The number last, because gap-free numbers make the sessions wait for each other from here to commit.
  INSERT INTO public.fulfilment_shipments (
    tenant_id, order_id, shipment_number, warehouse_id, batch_id, ship_to_name, ship_to_phone, ship_to_email,
    ship_to_address, currency_code, is_residential, estimated_delivery_on, note, shipped_at, idempotency_key, request,
    created_by, updated_by
  )
  SELECT v_tenant, p_order_id, app.next_document_number('shipment'), p_warehouse_id, d.batch_id, d.ship_to_name,
    d.ship_to_phone, d.ship_to_email, coalesce(d.ship_to_address, v_order.shipping_address),
    coalesce(d.currency_code, v_order.currency_code), coalesce(d.is_residential, false), d.estimated_delivery_on, d.note,
    greatest(now(), v_order.ordered_at), p_key, v_request, v_user, v_user
  FROM jsonb_to_record(v_details) AS d (
    batch_id bigint, ship_to_name text, ship_to_phone text, ship_to_email text, ship_to_address jsonb,
    currency_code text, is_residential boolean, estimated_delivery_on date, note text
  )
  ON CONFLICT (tenant_id, idempotency_key) DO NOTHING
  RETURNING id INTO v_shipment;
  -- Another order was shipped with the key a moment ago.
  PERFORM app.require_same_request(v_shipment IS NOT NULL, 'It shipped another order.');
  PERFORM app.pack_parcels(v_shipment, v_lines, v_details);
  RETURN v_shipment;
END
$$;

COMMENT ON FUNCTION app.ship_order(bigint, jsonb, bigint, text, jsonb) IS
  'Ships pieces of an order, all or some, in one transaction: stock falls, reservations are used up, the lines and the order move along. Lines: order_item_id, quantity, and parcel (1 unless said otherwise); NULL for all that is left. Warehouse: NULL for where the pieces are kept. Details: carrier, service, tracking_number and what else is known of the parcel, or parcels with an object for each; ship_to_name, _phone, _email, ship_to_address (that of the order when empty), batch_id, currency_code of the costs, is_residential, estimated_delivery_on, note. Returns the shipment; the same key again returns it once more. Needs fulfilment.ship. Raises P0002, 22023, 23514 for more than is left or lies in stock, 55000 when the order is not to be shipped, 23505 when the key shipped something else.';
