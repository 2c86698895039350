-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.adjust_material(
  p_material_id bigint, p_quantity numeric, p_reason text, p_key text, p_warehouse_id bigint DEFAULT NULL,
  p_material_variant_id bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_change public.material_history;
BEGIN
  PERFORM app.require_permission('inventory.adjust');
  PERFORM app.require_decimals('quantity', p_quantity, 3);
  IF p_quantity IS NULL OR p_quantity = 0 OR p_quantity = 'NaN' OR btrim(p_reason) IS NULL OR btrim(p_reason) = '' THEN
    RAISE EXCEPTION 'An adjustment has a quantity, above or below zero, and a reason.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'For example -2.5 and "spilled".';
  END IF;
  v_change.action_type := 'stock_adjust';
  v_change.quantity_change := round(p_quantity, 3);
  v_change.idempotency_key := p_key;
  v_change.notes := p_reason;
  RETURN app.post_material_change(
    app.lock_material_stock(p_material_id, p_material_variant_id, p_warehouse_id), v_change
  );
END
$$;

COMMENT ON FUNCTION app.adjust_material(bigint, numeric, text, text, bigint, bigint) IS
  'Books material that was found, or below zero lost. Raises 23514 when what is left would not cover the promises. Returns the line of history; the same key again books nothing. Needs inventory.adjust.';
