-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_material_stock(
  p_material_id bigint, p_material_variant_id bigint, p_warehouse_id bigint
) RETURNS public.material_stock
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_warehouse public.warehouse;
  v_stock public.material_stock;
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
    SELECT * INTO v_stock FROM public.material_stock s
    WHERE s.tenant_id = v_tenant AND s.material_id = p_material_id AND s.warehouse_id = v_warehouse.id
      AND s.material_variant_id IS NOT DISTINCT FROM p_material_variant_id
    FOR NO KEY UPDATE;
    EXIT WHEN FOUND;

    IF NOT EXISTS (SELECT FROM public.material m WHERE m.tenant_id = v_tenant AND m.id = p_material_id)
      OR p_material_variant_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.material_variant v
        WHERE v.tenant_id = v_tenant AND v.material_id = p_material_id AND v.id = p_material_variant_id
      ) THEN
      RAISE EXCEPTION 'There is no material % with variant %.',
        p_material_id, coalesce(p_material_variant_id::text, 'none')
        USING ERRCODE = 'no_data_found';
    END IF;
    IF p_material_variant_id IS NULL AND EXISTS (
      SELECT FROM public.material_variant v WHERE v.tenant_id = v_tenant AND v.material_id = p_material_id
    ) THEN
      RAISE EXCEPTION 'Material % is kept by variant.', p_material_id
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Say which variant.';
    END IF;
    -- Somebody else may be adding the same row: then this waits for them, and the next round finds theirs.
    INSERT INTO public.material_stock (tenant_id, material_id, material_variant_id, warehouse_id, allow_backorder)
    VALUES (v_tenant, p_material_id, p_material_variant_id, v_warehouse.id, v_warehouse.allow_backorder)
    ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN v_stock;
END
$$;

COMMENT ON FUNCTION app.lock_material_stock(bigint, bigint, bigint) IS
  'Finds and locks the stock of a material (and variant) in an active warehouse, the default one when none is named; adds an empty one where there was none. Several are locked in the order of material, variant, warehouse. Not for callers: it asks for no permission.';
