-- may execute: nobody
CREATE OR REPLACE FUNCTION app.find_sold(
  p_line public.order_items,
  OUT product_id bigint, OUT product_variant_id bigint, OUT sku text, OUT name text, OUT tax_class text,
  OUT price numeric, OUT priced_in text, OUT ordered_in text
) RETURNS record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_product bigint := p_line.product_id;
  v_variant bigint := p_line.product_variant_id;
  v_known public.product_sku;
BEGIN
  IF p_line.sku IS NOT NULL THEN
    SELECT * INTO v_known FROM public.product_sku k
    WHERE k.tenant_id = v_tenant AND k.sku_key = lower(btrim(p_line.sku));
    IF NOT FOUND THEN
      RAISE EXCEPTION 'There is no SKU %.', p_line.sku
        USING ERRCODE = 'no_data_found',
        HINT = 'app.search_products finds SKUs. A line that sells nothing of the catalog has neither SKU nor product.';
    END IF;
    IF v_known.product_id <> v_product OR v_variant IS NOT NULL AND v_known.product_variant_id IS DISTINCT FROM v_variant THEN
      RAISE EXCEPTION 'SKU % is that of something else.', p_line.sku
        USING ERRCODE = 'check_violation', TABLE = 'order_items', CONSTRAINT = 'ck_order_items_sku_product',
        DETAIL = format('It is product %s, variant %s.', v_known.product_id, coalesce(v_known.product_variant_id::text, 'none')),
        HINT = 'Give the SKU alone, or product and variant alone.';
    END IF;
    v_product := v_known.product_id;
    v_variant := v_known.product_variant_id;
  ELSIF v_product IS NULL THEN
    SELECT v.parent_product_id INTO v_product FROM public.product_variant v
    WHERE v.tenant_id = v_tenant AND v.id = v_variant AND v.deleted_at IS NULL;
  END IF;

  SELECT p.id, v.id, coalesce(v.variant_sku, p.sku), p.name, p.tax_class, p.currency_code, o.currency_code,
    CASE WHEN p.currency_code = o.currency_code
      THEN coalesce(v.sale_price_override, v.retail_price_override, p.sale_price, p.retail_price) END
  INTO product_id, product_variant_id, sku, name, tax_class, priced_in, ordered_in, price
  FROM public.product p
  LEFT JOIN public.product_variant v
    ON v.tenant_id = p.tenant_id AND v.parent_product_id = p.id AND v.id = v_variant AND v.deleted_at IS NULL
  LEFT JOIN public.orders o ON o.tenant_id = v_tenant AND o.id = p_line.order_id
  WHERE p.tenant_id = v_tenant AND p.id = v_product AND p.deleted_at IS NULL AND (v_variant IS NULL OR v.id IS NOT NULL);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no product % with variant %.', coalesce(v_product::text, 'none'),
      coalesce(v_variant::text, 'none') USING ERRCODE = 'no_data_found';
  END IF;
  IF v_variant IS NULL AND EXISTS (
    SELECT FROM public.product_variant v
    WHERE v.tenant_id = v_tenant AND v.parent_product_id = v_product AND v.deleted_at IS NULL
  ) THEN
    RAISE EXCEPTION 'Product % is sold by variant.', v_product
      USING ERRCODE = 'invalid_parameter_value',
      DETAIL = (SELECT string_agg(v.variant_sku, ', ' ORDER BY v.sort_order, v.id) FROM (
        SELECT * FROM public.product_variant x
        WHERE x.tenant_id = v_tenant AND x.parent_product_id = v_product AND x.deleted_at IS NULL
        ORDER BY x.sort_order, x.id LIMIT 10) v),
      HINT = 'Give the SKU of a variant, or its variant_id.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.find_sold(public.order_items) IS
  'What a line sells by its SKU, or by product and variant: with name, tax class and the price of the day where the currency is that of the order. Raises P0002, 22023 where the variant is missing, 23514 where they do not agree. Not for callers.';
