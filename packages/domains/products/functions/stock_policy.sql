-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.stock_policy(p_product_id bigint) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_policy text;
BEGIN
  SELECT coalesce(p.stock_policy, CASE WHEN p.is_pre_order THEN 'backorder' END) INTO v_policy
  FROM public.product p WHERE p.tenant_id = v_tenant AND p.id = p_product_id;
  RETURN coalesce(
    v_policy, (SELECT s.stock_policy FROM public.stock_settings s WHERE s.tenant_id = v_tenant), 'refuse'
  );
END
$$;

COMMENT ON FUNCTION app.stock_policy(bigint) IS
  'What placing an order does when a product is short: that of the product, backorder where it can be ordered before there is stock, else that of the tenant, else refuse.';
