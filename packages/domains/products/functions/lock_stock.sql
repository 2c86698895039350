-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_stock(
  p_product_id bigint, p_product_variant_id bigint, p_warehouse_id bigint
) RETURNS public.stock
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_warehouse public.warehouse;
  v_stock public.stock;
  v_type text;
BEGIN
  SELECT * INTO v_warehouse FROM public.warehouse w
  WHERE w.tenant_id = v_tenant AND CASE WHEN p_warehouse_id IS NULL THEN w.is_default ELSE w.id = p_warehouse_id END;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no warehouse %.', coalesce(p_warehouse_id::text, 'that is the default')
      USING ERRCODE = 'no_data_found', HINT = 'Name a warehouse, or make one the default.';
  END IF;
  IF v_warehouse.status <> 'active' THEN
    RAISE EXCEPTION 'Nothing moves in warehouse %.', v_warehouse.code
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_warehouse.status);
  END IF;

  LOOP
    SELECT * INTO v_stock FROM public.stock s
    WHERE s.tenant_id = v_tenant AND s.product_id = p_product_id AND s.warehouse_id = v_warehouse.id
      AND s.product_variant_id IS NOT DISTINCT FROM p_product_variant_id
    FOR NO KEY UPDATE;
    EXIT WHEN FOUND;

    SELECT p.product_type INTO v_type FROM public.product p
    WHERE p.tenant_id = v_tenant AND p.id = p_product_id AND p.deleted_at IS NULL
      AND (p_product_variant_id IS NULL OR EXISTS (
        SELECT FROM public.product_variant v
        WHERE v.tenant_id = v_tenant AND v.parent_product_id = p_product_id AND v.id = p_product_variant_id
          AND v.deleted_at IS NULL
      ));
    IF NOT FOUND THEN
      RAISE EXCEPTION 'There is no product % with variant %.', p_product_id, coalesce(p_product_variant_id::text, 'none')
        USING ERRCODE = 'no_data_found';
    END IF;
    IF v_type = 'set' THEN
      RAISE EXCEPTION 'Product % is a set and has no stock of its own.', p_product_id
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Its items have; app.explode_bom lists them.';
    END IF;
    IF p_product_variant_id IS NULL AND EXISTS (
      SELECT FROM public.product_variant v
      WHERE v.tenant_id = v_tenant AND v.parent_product_id = p_product_id AND v.deleted_at IS NULL
    ) THEN
      RAISE EXCEPTION 'Product % is kept by variant.', p_product_id
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Say which variant.';
    END IF;
    -- Somebody else may be adding the same row: then this waits for them, and the next round finds theirs.
    INSERT INTO public.stock (tenant_id, product_id, product_variant_id, warehouse_id, allow_backorder)
    VALUES (v_tenant, p_product_id, p_product_variant_id, v_warehouse.id, v_warehouse.allow_backorder)
    ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN v_stock;
END
$$;

COMMENT ON FUNCTION app.lock_stock(bigint, bigint, bigint) IS
  'Finds and locks the stock of a product (and variant) in an active warehouse, the default one when none is named; adds an empty one where there was none. Whoever changes stock or its reservations holds this lock; several are taken in the order of product, variant, warehouse. Not for callers: it asks for no permission.';
