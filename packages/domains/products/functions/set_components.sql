-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.set_components(p_product_id bigint)
RETURNS TABLE (product_id bigint, quantity bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  RETURN QUERY
  WITH RECURSIVE parts (product_id, quantity) AS (
    SELECT i.item_product_id, i.quantity::bigint FROM public.product_set_item i
    WHERE i.tenant_id = v_tenant AND i.set_product_id = p_product_id
    UNION ALL
    SELECT i.item_product_id, p.quantity * i.quantity
    FROM parts p JOIN public.product_set_item i ON i.tenant_id = v_tenant AND i.set_product_id = p.product_id
  )
  SELECT p.product_id, sum(p.quantity)::bigint
  FROM parts p
  WHERE NOT EXISTS (
    SELECT FROM public.product_set_item i
    WHERE i.tenant_id = v_tenant AND i.set_product_id = p.product_id
  )
  GROUP BY p.product_id
  ORDER BY p.product_id;
END
$$;

COMMENT ON FUNCTION app.set_components(bigint) IS
  'What one piece of a set takes out of stock: the products that are no sets themselves, with pieces over all levels.';
