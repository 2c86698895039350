-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.add_product_variant(
  p_product_id bigint, p_options jsonb, p_sku text DEFAULT NULL, p_retail_price numeric DEFAULT NULL,
  p_sale_price numeric DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_product public.product;
  v_variant_id bigint;
BEGIN
  PERFORM app.require_permission('products.write');
  PERFORM app.require_decimals('retail price', p_retail_price, 4);
  PERFORM app.require_decimals('sale price', p_sale_price, 4);
  -- Shared, so that the product is neither renamed nor deleted until the variant is there.
  SELECT * INTO v_product FROM public.product p
  WHERE p.tenant_id = v_tenant AND p.id = p_product_id AND p.deleted_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no product %.', p_product_id USING ERRCODE = 'no_data_found';
  END IF;
  IF jsonb_typeof(p_options) IS DISTINCT FROM 'object' OR p_options = '{}' THEN
    RAISE EXCEPTION 'A variant differs from its siblings in at least one option.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'For example: {"Metal": "Gold", "Size": "54"}';
  END IF;

  INSERT INTO public.product_variant (
    tenant_id, parent_product_id, variant_sku, options, retail_price_override, sale_price_override, sort_order
  )
  SELECT v_tenant, p_product_id,
    coalesce(p_sku, v_product.sku || (
      SELECT string_agg('-' || regexp_replace(btrim(o.value), '[[:space:]]+', '-', 'g'), '' ORDER BY o.key)
      FROM jsonb_each_text(p_options) o
    )),
    p_options, p_retail_price, p_sale_price,
    (SELECT coalesce(max(v.sort_order) + 1, 0) FROM public.product_variant v
     WHERE v.tenant_id = v_tenant AND v.parent_product_id = p_product_id)
  RETURNING id INTO v_variant_id;
  RETURN v_variant_id;
END
$$;

COMMENT ON FUNCTION app.add_product_variant(bigint, jsonb, text, numeric, numeric) IS
  'Adds a variant as the last of its product and returns it. Without a SKU it gets that of the product and the values of its options, joined by hyphens. Needs products.write. Raises P0002, 23505 when the combination or the SKU is taken, as by a second call, 55000 while pieces lie in stock without a variant.';
