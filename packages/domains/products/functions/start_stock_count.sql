-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.start_stock_count(
  p_warehouse_id bigint DEFAULT NULL, p_product_ids bigint[] DEFAULT NULL, p_notes text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_warehouse bigint;
  v_id bigint;
BEGIN
  PERFORM app.require_permission('inventory.write');
  SELECT w.id INTO v_warehouse FROM public.warehouse w
  WHERE w.tenant_id = v_tenant AND CASE WHEN p_warehouse_id IS NULL THEN w.is_default ELSE w.id = p_warehouse_id END;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no warehouse %.', coalesce(p_warehouse_id::text, 'that is the default')
      USING ERRCODE = 'no_data_found', HINT = 'Name a warehouse, or make one the default.';
  END IF;
  INSERT INTO public.stock_count (tenant_id, warehouse_id, notes, started_by)
  VALUES (v_tenant, v_warehouse, p_notes, app.current_user_id())
  RETURNING id INTO v_id;
  -- A stock that another count is at work on makes this one fail: see uq_inventory_history_stock_id_running.
  INSERT INTO public.inventory_history (tenant_id, stock_count_id, stock_id, product_sku, product_name)
  SELECT v_tenant, v_id, s.id, coalesce(v.variant_sku, p.sku), p.name
  FROM public.stock s
  JOIN public.product p ON p.tenant_id = s.tenant_id AND p.id = s.product_id
  LEFT JOIN public.product_variant v ON v.tenant_id = s.tenant_id AND v.id = s.product_variant_id
  WHERE s.tenant_id = v_tenant AND s.warehouse_id = v_warehouse
    AND (p_product_ids IS NULL OR s.product_id = ANY (p_product_ids))
  ORDER BY s.product_id, s.product_variant_id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.start_stock_count(bigint, bigint[], text) IS
  'Calls for a count of a warehouse, of all that it holds or of some products, and returns it; each stock gets a line to be filled. Raises 23505 when one of the stocks is being counted already. Needs inventory.write.';
