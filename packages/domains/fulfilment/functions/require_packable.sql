-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_packable(p_order_id bigint, p_lines jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_line record;
BEGIN
  IF jsonb_typeof(p_lines) IS DISTINCT FROM 'array' OR p_lines = '[]' THEN
    RAISE EXCEPTION 'The lines of a shipment are a JSON array of objects, at least one.'
      USING ERRCODE = 'invalid_parameter_value',
      HINT = 'For example: [{"order_item_id": 7, "quantity": 2}]. NULL ships all that is left.';
  END IF;
  PERFORM app.require_at_most('lines', jsonb_array_length(p_lines), 1000);
  FOR v_line IN
    SELECT a.order_item_id, a.quantity, coalesce(a.parcel, 1) AS parcel, i.id,
      count(*) OVER (PARTITION BY a.order_item_id, coalesce(a.parcel, 1)) AS times,
      max(coalesce(a.parcel, 1)) OVER () AS most, dense_rank() OVER (ORDER BY coalesce(a.parcel, 1)) AS place
    FROM jsonb_to_recordset(p_lines) AS a (order_item_id bigint, quantity integer, parcel integer)
    LEFT JOIN public.order_items i
      ON i.tenant_id = v_tenant AND i.order_id = p_order_id AND i.id = a.order_item_id
  LOOP
    IF v_line.id IS NULL THEN
      RAISE EXCEPTION 'Order % has no line %.', p_order_id, coalesce(v_line.order_item_id::text, 'without a number')
        USING ERRCODE = 'no_data_found';
    END IF;
    IF v_line.quantity > 0 IS NOT TRUE THEN
      RAISE EXCEPTION 'Of line % leave %, and a quantity is above zero.', v_line.id, coalesce(v_line.quantity::text, 'nothing')
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF v_line.times > 1 THEN
      RAISE EXCEPTION 'Line % is named % times for parcel %.', v_line.id, v_line.times, v_line.parcel
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Add up what leaves of it.';
    END IF;
    IF v_line.parcel <> v_line.place THEN
      RAISE EXCEPTION 'Parcels are numbered from 1 on without a gap; there is a parcel % in place %.', v_line.parcel, v_line.place
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.require_packable(bigint, jsonb) IS
  'Raises unless the lines of a shipment name lines of the order, each once in a parcel, with quantities above zero: 22023, P0002, 54000. How many may leave, app.book_order_shipment knows. Not for callers: it asks for no permission.';
