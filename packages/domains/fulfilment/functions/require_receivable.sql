-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_receivable(p_purchase_order_id bigint, p_lines jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_line record;
  v_over text;
BEGIN
  IF jsonb_typeof(p_lines) IS DISTINCT FROM 'array' OR p_lines = '[]' THEN
    RAISE EXCEPTION 'The lines of a receipt are a JSON array of objects, at least one.'
      USING ERRCODE = 'invalid_parameter_value',
      HINT = 'For example: [{"purchase_order_line_id": 7, "quantity": 20}]. NULL receives all that is open.';
  END IF;
  PERFORM app.require_at_most('lines', jsonb_array_length(p_lines), 1000);
  FOR v_line IN
    SELECT a.*, count(*) OVER (PARTITION BY a.purchase_order_line_id) AS times, l.id, l.product_id
    FROM jsonb_to_recordset(p_lines) AS a (purchase_order_line_id bigint, quantity numeric, unit_cost numeric)
    LEFT JOIN public.purchase_order_lines l ON l.tenant_id = v_tenant
      AND l.purchase_order_id = p_purchase_order_id AND l.id = a.purchase_order_line_id
  LOOP
    IF v_line.id IS NULL THEN
      RAISE EXCEPTION 'Purchase order % has no line %.',
        p_purchase_order_id, coalesce(v_line.purchase_order_line_id::text, 'without a number')
        USING ERRCODE = 'no_data_found';
    END IF;
    IF v_line.times > 1 THEN
      RAISE EXCEPTION 'Line % is named % times.', v_line.id, v_line.times
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Add up what arrived of it.';
    END IF;
    IF v_line.quantity > 0 IS NOT TRUE OR v_line.quantity = 'NaN' THEN
      RAISE EXCEPTION 'Of line % arrived %, and a quantity is above zero.', v_line.id, coalesce(v_line.quantity::text, 'nothing')
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF v_line.unit_cost < 0 OR v_line.unit_cost = 'NaN' THEN
      RAISE EXCEPTION 'Line % costs %, and a cost is not below zero.', v_line.id, v_line.unit_cost
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM app.require_decimals('quantity', v_line.quantity, CASE WHEN v_line.product_id IS NULL THEN 3 ELSE 0 END),
      app.require_decimals('unit cost', v_line.unit_cost, 4);
  END LOOP;

  SELECT string_agg(format('line %s (%s): %s arrived, %s of %s open', l.id, l.description, a.quantity::real,
    l.open_quantity::real, l.quantity::real), '; ' ORDER BY l.line_number) INTO v_over
  FROM jsonb_to_recordset(p_lines) AS a (purchase_order_line_id bigint, quantity numeric)
  JOIN public.purchase_order_lines l ON l.tenant_id = v_tenant AND l.id = a.purchase_order_line_id
  WHERE a.quantity > l.open_quantity;
  IF v_over IS NOT NULL THEN
    RAISE EXCEPTION 'More arrived of purchase order % than it had ordered.', p_purchase_order_id
      USING ERRCODE = 'check_violation', TABLE = 'purchase_order_lines', DETAIL = v_over,
      HINT = 'Receive what was ordered, and send back the rest or order it with another purchase order.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_receivable(bigint, jsonb) IS
  'Raises unless the lines name lines of a purchase order, whose lock the caller holds, and no more than is open of them: 22023, P0002, 23514, 54000. Not for callers: it asks for no permission.';
