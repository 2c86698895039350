-- may execute: nobody
CREATE OR REPLACE FUNCTION app.purchased_things(p_lines jsonb)
RETURNS TABLE (
  line_number integer, product_id bigint, product_variant_id bigint, material_id bigint, material_variant_id bigint,
  description text, sku text, vendor_sku text, quantity numeric, unit_cost numeric
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_line record;
BEGIN
  FOR v_line IN
    SELECT l.place::integer AS place, l.quantity, l.unit_cost, l.vendor_sku, l.sku AS asked,
      coalesce(l.product_id::text, l.material_id::text, l.sku) AS named,
      num_nonnulls(l.product_id, l.material_id, l.sku) AS names,
      p.id AS product_id, v.id AS product_variant_id, m.id AS material_id, w.id AS material_variant_id,
      coalesce(p.name, w.name, m.name) AS description, coalesce(v.variant_sku, p.sku, w.sku, m.sku) AS sku,
      l.variant_id IS NOT NULL AND coalesce(v.id, w.id) IS NULL AS is_variant_unknown, l.variant_id
    FROM ROWS FROM (jsonb_to_recordset(p_lines) AS (
      sku text, product_id bigint, material_id bigint, variant_id bigint, quantity numeric, unit_cost numeric,
      vendor_sku text
    )) WITH ORDINALITY AS l (sku, product_id, material_id, variant_id, quantity, unit_cost, vendor_sku, place)
    LEFT JOIN public.product_sku k ON k.tenant_id = v_tenant AND k.sku_key = lower(l.sku)
    LEFT JOIN public.product p ON p.tenant_id = v_tenant AND p.id = coalesce(l.product_id, k.product_id)
      AND p.deleted_at IS NULL
    LEFT JOIN public.product_variant v ON v.tenant_id = v_tenant AND v.parent_product_id = p.id
      AND v.id = coalesce(l.variant_id, k.product_variant_id) AND v.deleted_at IS NULL
    LEFT JOIN public.material_variant x ON x.tenant_id = v_tenant AND k.sku_key IS NULL AND x.sku = l.sku
    LEFT JOIN public.material m ON m.tenant_id = v_tenant AND p.id IS NULL AND CASE
      WHEN l.material_id IS NOT NULL THEN m.id = l.material_id
      WHEN x.id IS NOT NULL THEN m.id = x.material_id
      ELSE l.product_id IS NULL AND m.sku = l.sku END
    LEFT JOIN public.material_variant w ON w.tenant_id = v_tenant AND w.material_id = m.id
      AND w.id = coalesce(l.variant_id, x.id)
    ORDER BY l.place
  LOOP
    IF v_line.names <> 1 THEN
      RAISE EXCEPTION 'Line % names % things.', v_line.place, CASE v_line.names WHEN 0 THEN 'no' ELSE 'several' END
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Give sku, product_id or material_id, and one of them.';
    END IF;
    IF v_line.product_id IS NULL AND v_line.material_id IS NULL OR v_line.is_variant_unknown THEN
      RAISE EXCEPTION 'Line % names nothing that there is: % with variant %.',
        v_line.place, left(v_line.named, 60), coalesce(v_line.variant_id::text, 'none')
        USING ERRCODE = 'no_data_found', HINT = 'app.find_sku and the table of materials know what there is.';
    END IF;
    IF v_line.quantity > 0 IS NOT TRUE OR v_line.quantity = 'NaN' THEN
      RAISE EXCEPTION 'Line % orders %, and a quantity is above zero.', v_line.place, coalesce(v_line.quantity::text, 'nothing')
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF v_line.unit_cost >= 0 IS NOT TRUE OR v_line.unit_cost = 'NaN' THEN
      RAISE EXCEPTION 'Line % costs %, and a cost is not below zero.', v_line.place, coalesce(v_line.unit_cost::text, 'nothing')
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Give unit_cost, 0 for what is free.';
    END IF;
    PERFORM app.require_decimals('quantity', v_line.quantity, CASE WHEN v_line.product_id IS NULL THEN 3 ELSE 0 END),
      app.require_decimals('unit cost', v_line.unit_cost, 4);
    RETURN QUERY SELECT v_line.place, v_line.product_id, v_line.product_variant_id, v_line.material_id,
      v_line.material_variant_id, left(v_line.description, 300), left(v_line.sku, 255), v_line.vendor_sku, v_line.quantity,
      v_line.unit_cost;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.purchased_things(jsonb) IS
  'Reads the lines of a purchase order: finds the product or material, and its variant, that each of them names by SKU or number. Raises 22023, P0002. Not for callers: it asks for no permission.';
