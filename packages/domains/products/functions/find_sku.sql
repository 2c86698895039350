-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.find_sku(p_sku text)
RETURNS TABLE (
  product_id bigint, product_variant_id bigint, sku text, name text, options jsonb, product_type text, status text,
  currency_code char(3), retail_price numeric, price numeric, tax_class text
)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  -- A price of the variant beats the product's: sale of the variant, list of the variant, sale, list.
  RETURN QUERY
  SELECT p.id, v.id, coalesce(v.variant_sku, p.sku), p.name, coalesce(v.options, '{}'), p.product_type,
    coalesce(v.status, p.status), p.currency_code, coalesce(v.retail_price_override, p.retail_price),
    coalesce(v.sale_price_override, v.retail_price_override, p.sale_price, p.retail_price), p.tax_class
  FROM public.product_sku k
  JOIN public.product p ON p.tenant_id = k.tenant_id AND p.id = k.product_id
  LEFT JOIN public.product_variant v ON v.tenant_id = k.tenant_id AND v.parent_product_id = k.product_id
    AND v.id = k.product_variant_id
  WHERE k.tenant_id = v_tenant AND k.sku_key = lower(btrim(p_sku));
END
$$;

COMMENT ON FUNCTION app.find_sku(text) IS
  'What a SKU means in the current tenant, in whatever case it is typed: the product, the variant if it is one, and what it costs now. No row when nothing living has it.';
