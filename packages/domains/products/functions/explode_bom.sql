-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.explode_bom(
  p_product_id bigint, p_quantity numeric DEFAULT 1, p_product_variant_id bigint DEFAULT NULL
) RETURNS TABLE (
  level integer, path text, kind text, product_id bigint, product_variant_id bigint, material_id bigint,
  material_variant_id bigint, sku text, name text, quantity numeric, unit text, is_leaf boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  IF NOT EXISTS (SELECT FROM public.product p WHERE p.tenant_id = v_tenant AND p.id = p_product_id) THEN
    RAISE EXCEPTION 'There is no product %.', p_product_id USING ERRCODE = 'no_data_found';
  END IF;
  IF p_quantity IS NULL OR p_quantity <= 0 OR p_quantity = 'NaN' THEN
    RAISE EXCEPTION 'A quantity is above zero.' USING ERRCODE = 'invalid_parameter_value';
  END IF;

  RETURN QUERY
  WITH RECURSIVE tree AS (
    SELECT 0 AS level, ARRAY['product ' || p_product_id] AS nodes, 'product' AS kind, p_product_id AS product_id,
      p_product_variant_id AS product_variant_id, NULL::bigint AS material_id, NULL::bigint AS material_variant_id,
      p_quantity AS quantity
    UNION ALL
    SELECT t.level + 1, t.nodes || (c.kind || ' ' || coalesce(c.product_id, c.material_id)), c.kind, c.product_id,
      c.product_variant_id, c.material_id, c.material_variant_id, t.quantity * c.quantity
    FROM tree t
    CROSS JOIN LATERAL (
      SELECT 'product' AS kind, i.item_product_id AS product_id, NULL::bigint AS product_variant_id,
        NULL::bigint AS material_id, NULL::bigint AS material_variant_id, i.quantity::numeric AS quantity
      FROM public.product_set_item i
      WHERE i.tenant_id = v_tenant AND t.kind = 'product' AND i.set_product_id = t.product_id
      UNION ALL
      SELECT 'material', NULL, NULL, l.material_id, l.material_variant_id, l.quantity
      FROM public.material_product l
      WHERE l.tenant_id = v_tenant AND t.kind = 'product' AND l.product_id = t.product_id
        AND (l.product_variant_id IS NULL OR l.product_variant_id = t.product_variant_id)
      UNION ALL
      SELECT 'material', NULL, NULL, l.component_material_id, l.component_material_variant_id, l.quantity
      FROM public.material_component l
      WHERE l.tenant_id = v_tenant AND t.kind = 'material' AND l.material_id = t.material_id
    ) c
    -- Loops cannot be written; should one be there nevertheless, its second round ends it.
    WHERE NOT (c.kind || ' ' || coalesce(c.product_id, c.material_id)) = ANY (t.nodes)
  )
  SELECT t.level, array_to_string(t.nodes, ' > '), t.kind, t.product_id, t.product_variant_id, t.material_id,
    t.material_variant_id, coalesce(pv.variant_sku, p.sku, mv.sku, m.sku), coalesce(mv.name, p.name, m.name),
    t.quantity, CASE t.kind WHEN 'product' THEN 'piece' ELSE coalesce(mv.unit, m.unit) END,
    NOT EXISTS (
      SELECT FROM public.product_set_item i
      WHERE i.tenant_id = v_tenant AND t.kind = 'product' AND i.set_product_id = t.product_id
    ) AND NOT EXISTS (
      SELECT FROM public.material_product l
      WHERE l.tenant_id = v_tenant AND t.kind = 'product' AND l.product_id = t.product_id
        AND (l.product_variant_id IS NULL OR l.product_variant_id = t.product_variant_id)
    ) AND NOT EXISTS (
      SELECT FROM public.material_component l
      WHERE l.tenant_id = v_tenant AND t.kind = 'material' AND l.material_id = t.material_id
    )
  FROM tree t
  LEFT JOIN public.product p ON p.tenant_id = v_tenant AND p.id = t.product_id
  LEFT JOIN public.product_variant pv ON pv.tenant_id = v_tenant AND pv.id = t.product_variant_id
  LEFT JOIN public.material m ON m.tenant_id = v_tenant AND m.id = t.material_id
  LEFT JOIN public.material_variant mv ON mv.tenant_id = v_tenant AND mv.id = t.material_variant_id
  ORDER BY t.nodes;
END
$$;

COMMENT ON FUNCTION app.explode_bom(bigint, numeric, bigint) IS
  'What so many pieces of a product are made of, over all levels: items of sets, material, components of material. One row per line of the tree, parents first; the rows that are leaves are what has to be there. Quantities are in the unit of the row.';
