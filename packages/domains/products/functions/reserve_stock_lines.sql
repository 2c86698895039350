-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.reserve_stock_lines(
  p_lines jsonb, p_reserved_until timestamptz DEFAULT NULL
) RETURNS bigint[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_line record;
  v_ids bigint[] := '{}';
BEGIN
  PERFORM app.require_permission('inventory.write');
  PERFORM app.require_recordset('lines to reserve', p_lines, 'product_id bigint', 'product_variant_id bigint',
    'warehouse_id bigint', 'quantity integer', 'source_key text', 'source_type text', 'source_id bigint');
  -- In the order in which everybody locks: two orders for the same goods do not block each other.
  FOR v_line IN
    SELECT l.*, w.id AS in_warehouse_id
    FROM ROWS FROM (jsonb_to_recordset(p_lines) AS (
      product_id bigint, product_variant_id bigint, warehouse_id bigint, quantity integer, source_key text,
      source_type text, source_id bigint
    )) WITH ORDINALITY AS l (
      product_id, product_variant_id, warehouse_id, quantity, source_key, source_type, source_id, place
    )
    LEFT JOIN public.warehouse w ON w.tenant_id = v_tenant
      AND CASE WHEN l.warehouse_id IS NULL THEN w.is_default ELSE w.id = l.warehouse_id END
    ORDER BY l.product_id, l.product_variant_id, w.id, l.place
  LOOP
    v_ids[v_line.place] := app.reserve_stock(
      v_line.product_id, v_line.quantity, v_line.source_key, coalesce(v_line.in_warehouse_id, v_line.warehouse_id),
      v_line.product_variant_id, p_reserved_until, v_line.source_type, v_line.source_id
    );
  END LOOP;
  RETURN v_ids;
END
$$;

COMMENT ON FUNCTION app.reserve_stock_lines(jsonb, timestamptz) IS
  'Reserves all lines or none: product_id, quantity, source_key, and where needed product_variant_id, warehouse_id, source_type, source_id. Returns the reservations in the order of the lines. See app.reserve_stock. Needs inventory.write. Raises 22023, 54000 for more than 1,000 lines.';
