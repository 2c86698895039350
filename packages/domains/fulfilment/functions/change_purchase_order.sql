-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.change_purchase_order(
  p_purchase_order_id bigint, p_lines jsonb DEFAULT NULL, p_details jsonb DEFAULT '{}'
) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_order public.purchase_orders;
BEGIN
  PERFORM app.require_permission('purchasing.write');
  PERFORM app.require_record('details of a purchase order', p_details, 'expected_on date', 'vendor_reference text', 'notes text');
  IF p_lines IS NOT NULL THEN
    PERFORM app.require_purchase_order_lines(p_lines);
  END IF;
  v_order := app.lock_purchase_order(p_purchase_order_id);
  IF v_order.status <> 'draft' THEN
    RAISE EXCEPTION 'Purchase order % stands as it was ordered.', p_purchase_order_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_order.status),
      HINT = 'Give up what is open by app.transition_purchase_order, and write another one for what is wanted instead.';
  END IF;
  UPDATE public.purchase_orders o
  SET expected_on = CASE WHEN p_details ? 'expected_on' THEN d.expected_on ELSE o.expected_on END,
    vendor_reference = CASE WHEN p_details ? 'vendor_reference' THEN d.vendor_reference ELSE o.vendor_reference END,
    notes = CASE WHEN p_details ? 'notes' THEN d.notes ELSE o.notes END,
    updated_by = app.current_user_id()
  FROM jsonb_to_record(p_details) AS d (vendor_reference text, expected_on date, notes text)
  WHERE o.tenant_id = v_order.tenant_id AND o.id = v_order.id;
  -- Nothing refers to the lines of a draft yet, so they are written anew.
  IF p_lines IS NOT NULL THEN
    DELETE FROM public.purchase_order_lines l
    WHERE l.tenant_id = v_order.tenant_id AND l.purchase_order_id = v_order.id;
    RETURN app.write_purchase_order_lines(v_order, p_lines);
  END IF;
  RETURN (SELECT count(*) FROM public.purchase_order_lines l
    WHERE l.tenant_id = v_order.tenant_id AND l.purchase_order_id = v_order.id);
END
$$;

COMMENT ON FUNCTION app.change_purchase_order(bigint, jsonb, jsonb) IS
  'Puts other lines into a draft of a purchase order, all of them as app.create_purchase_order takes them, and changes the details that are named: expected_on, vendor_reference, notes. Without lines they stay. Returns how many lines it has. Needs purchasing.write. Raises P0002, 22023, 54000 for more than 1,000 lines, 55000 when it was ordered or given up.';
