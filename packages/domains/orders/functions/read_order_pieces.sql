-- may execute: nobody
CREATE OR REPLACE FUNCTION app.read_order_pieces(p_order_id bigint, p_lines jsonb)
RETURNS TABLE (order_item_id bigint, quantity integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_wrong record;
BEGIN
  IF jsonb_typeof(p_lines) IS DISTINCT FROM 'array' OR p_lines = '[]' THEN
    RAISE EXCEPTION 'The lines are a JSON array of objects.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'For example: [{"order_item_id": 7, "quantity": 2}]';
  END IF;
  PERFORM app.require_at_most('lines', jsonb_array_length(p_lines), 1000);
  SELECT l.order_item_id, l.quantity, i.id INTO v_wrong
  FROM jsonb_to_recordset(p_lines) AS l (order_item_id bigint, quantity integer)
  LEFT JOIN public.order_items i ON i.tenant_id = v_tenant AND i.order_id = p_order_id AND i.id = l.order_item_id
  WHERE i.id IS NULL OR l.quantity IS NULL OR l.quantity <= 0
  LIMIT 1;
  IF FOUND AND v_wrong.id IS NULL THEN
    RAISE EXCEPTION 'Order % has no line %.', p_order_id, coalesce(v_wrong.order_item_id::text, 'without a number')
      USING ERRCODE = 'no_data_found';
  ELSIF FOUND THEN
    RAISE EXCEPTION 'A quantity is above zero, not %.', coalesce(v_wrong.quantity::text, 'empty')
      USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is that of line %s.', v_wrong.id);
  END IF;
  RETURN QUERY
  SELECT l.order_item_id, sum(l.quantity)::integer
  FROM jsonb_to_recordset(p_lines) AS l (order_item_id bigint, quantity integer)
  GROUP BY l.order_item_id ORDER BY l.order_item_id;
END
$$;

COMMENT ON FUNCTION app.read_order_pieces(bigint, jsonb) IS
  'Lines of an order with pieces, as a caller gives them: [{"order_item_id": 7, "quantity": 2}]. Raises 22023 and P0002. Not for callers.';
