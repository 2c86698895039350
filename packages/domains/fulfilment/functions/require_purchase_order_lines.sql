-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_purchase_order_lines(p_lines jsonb) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF jsonb_typeof(p_lines) IS DISTINCT FROM 'array' OR p_lines = '[]' THEN
    RAISE EXCEPTION 'The lines of a purchase order are a JSON array of objects, at least one.'
      USING ERRCODE = 'invalid_parameter_value',
      HINT = 'For example: [{"sku": "R-1", "quantity": 20, "unit_cost": 12.5}, {"material_id": 3, "quantity": 0.75, "unit_cost": 61}]';
  END IF;
  PERFORM app.require_recordset('lines of a purchase order', p_lines, 'sku text', 'product_id bigint', 'material_id bigint',
    'variant_id bigint', 'quantity numeric(14,3)', 'unit_cost numeric(14,4)', 'vendor_sku text');
END
$$;

COMMENT ON FUNCTION app.require_purchase_order_lines(jsonb) IS
  'Raises unless the lines of a purchase order are written as app.create_purchase_order takes them: 22023, 54000. Whether there is what they name, app.purchased_things knows. Not for callers.';
