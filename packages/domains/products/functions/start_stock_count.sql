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
  v_busy text;
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
  -- A stock that another count is at work on makes this one fail: see uq_inventory_history_stock_id_running. One that
  -- another session is starting is waited for.
  INSERT INTO public.inventory_history (tenant_id, stock_count_id, stock_id, product_sku, product_name)
  SELECT v_tenant, v_id, s.id, coalesce(v.variant_sku, p.sku), p.name
  FROM public.stock s
  JOIN public.product p ON p.tenant_id = s.tenant_id AND p.id = s.product_id
  LEFT JOIN public.product_variant v ON v.tenant_id = s.tenant_id AND v.id = s.product_variant_id
  WHERE s.tenant_id = v_tenant AND s.warehouse_id = v_warehouse
    AND (p_product_ids IS NULL OR s.product_id = ANY (p_product_ids))
  ORDER BY s.product_id, s.product_variant_id
  ON CONFLICT DO NOTHING;
  SELECT format('Stock count %s looks at %s.', min(h.stock_count_id), left(string_agg(h.product_sku, ', ' ORDER BY h.id), 200))
  INTO v_busy
  FROM public.inventory_history h
  JOIN public.stock s ON s.tenant_id = v_tenant AND s.id = h.stock_id
  WHERE h.tenant_id = v_tenant AND h.stock_count_id <> v_id AND h.status IN ('pending', 'in_progress')
    AND s.warehouse_id = v_warehouse AND (p_product_ids IS NULL OR s.product_id = ANY (p_product_ids))
  HAVING count(*) > 0;
  IF FOUND THEN
    RAISE EXCEPTION 'Some of it is being counted already.'
      USING ERRCODE = 'unique_violation', DETAIL = v_busy,
      HINT = 'Close that count by app.close_stock_count, give it up by app.cancel_stock_count, or count other products.';
  END IF;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.start_stock_count(bigint, bigint[], text) IS
  'Calls for a count of a warehouse, of all that it holds or of some products, and returns it; each stock gets a line to be filled. Raises 23505 when one of the stocks is being counted already. Needs inventory.write.';
