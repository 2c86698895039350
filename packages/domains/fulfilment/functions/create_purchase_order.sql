-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_purchase_order(
  p_vendor_id bigint, p_currency_code text, p_lines jsonb, p_key text, p_details jsonb DEFAULT '{}'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
  v_details jsonb := coalesce(p_details, '{}');
  v_request jsonb := jsonb_build_object(
    'vendor_id', p_vendor_id, 'currency_code', p_currency_code, 'lines', p_lines, 'details', v_details
  );
  v_known public.purchase_orders;
  v_order public.purchase_orders;
  v_vendor public.vendors;
  v_warehouse bigint;
BEGIN
  PERFORM app.require_permission('purchasing.write');
  PERFORM app.require_record('details of a purchase order', v_details, 'warehouse_id bigint', 'expected_on date',
    'vendor_reference text', 'notes text');
  PERFORM app.require_purchase_order_lines(p_lines);
  PERFORM app.require_idempotency_key(p_key, 200);
  SELECT * INTO v_known FROM public.purchase_orders o WHERE o.tenant_id = v_tenant AND o.creation_key = p_key;
  IF FOUND THEN
    PERFORM app.require_same_request(v_known.request = v_request, format('It wrote purchase order %s.', v_known.id));
    RETURN v_known.id;
  END IF;
  SELECT * INTO v_vendor FROM public.vendors v WHERE v.tenant_id = v_tenant AND v.id = p_vendor_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no vendor %.', coalesce(p_vendor_id::text, 'without a number')
      USING ERRCODE = 'no_data_found';
  END IF;
  IF NOT v_vendor.is_active THEN
    RAISE EXCEPTION 'Nothing more is ordered of vendor %.', v_vendor.code
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Set vendors.is_active again, or choose another one.';
  END IF;
  SELECT w.id INTO v_warehouse FROM public.warehouse w
  WHERE w.tenant_id = v_tenant AND CASE WHEN v_details ->> 'warehouse_id' IS NULL THEN w.is_default
    ELSE w.id = (v_details ->> 'warehouse_id')::bigint END;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no warehouse %.', coalesce(v_details ->> 'warehouse_id', 'that is the default')
      USING ERRCODE = 'no_data_found', HINT = 'Name a warehouse in the details, or make one the default.';
  END IF;

  INSERT INTO public.purchase_orders AS o (
    tenant_id, vendor_id, warehouse_id, currency_code, vendor_reference, expected_on, notes, creation_key, request,
    created_by, updated_by
  )
  SELECT v_tenant, p_vendor_id, v_warehouse, coalesce(p_currency_code, v_vendor.currency_code), d.vendor_reference,
    d.expected_on, d.notes, p_key, v_request, v_user, v_user
  FROM jsonb_to_record(v_details) AS d (vendor_reference text, expected_on date, notes text)
  ON CONFLICT (tenant_id, creation_key) DO NOTHING
  RETURNING o.* INTO v_order;
  IF v_order.id IS NULL THEN
    -- Somebody else has written it with the same key a moment ago.
    SELECT * INTO v_known FROM public.purchase_orders o WHERE o.tenant_id = v_tenant AND o.creation_key = p_key;
    PERFORM app.require_same_request(v_known.request = v_request, format('It wrote purchase order %s.', v_known.id));
    RETURN v_known.id;
  END IF;
  PERFORM app.write_purchase_order_lines(v_order, p_lines);
  RETURN v_order.id;
END
$$;

COMMENT ON FUNCTION app.create_purchase_order(bigint, text, jsonb, text, jsonb) IS
  'Writes a draft of a purchase order and returns its id; the same key again returns it once more. Currency: that of the vendor when empty. Lines: sku, product_id or material_id, where needed variant_id; quantity, unit_cost (net), vendor_sku. Details: warehouse_id (the default one when empty), expected_on, vendor_reference, notes. Needs purchasing.write. Raises P0002, 22023, 54000 for more than 1,000 lines, 55000 for a vendor that is not active, 23505 when the key wrote something else.';
