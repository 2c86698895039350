-- may execute: nobody
CREATE OR REPLACE FUNCTION app.sold_parts(p_product_id bigint, p_product_variant_id bigint)
RETURNS TABLE (product_id bigint, product_variant_id bigint, pieces bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  IF EXISTS (
    SELECT FROM public.product p WHERE p.tenant_id = v_tenant AND p.id = p_product_id AND p.product_type = 'set'
  ) THEN
    RETURN QUERY SELECT c.product_id, NULL::bigint, c.quantity FROM app.set_components(p_product_id) c;
  ELSE
    RETURN QUERY SELECT p_product_id, p_product_variant_id, 1::bigint;
  END IF;
END
$$;

COMMENT ON FUNCTION app.sold_parts(bigint, bigint) IS
  'What one sold piece takes out of stock: itself, or what a set contains. Not for callers: it asks for no permission.';
