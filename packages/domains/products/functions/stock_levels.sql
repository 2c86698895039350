-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.stock_levels(
  p_product_id bigint DEFAULT NULL, p_warehouse_id bigint DEFAULT NULL
) RETURNS TABLE (
  stock_id bigint, product_id bigint, product_variant_id bigint, warehouse_id bigint, on_hand integer, reserved integer,
  available integer, inbound integer
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  RETURN QUERY
  SELECT s.id, s.product_id, s.product_variant_id, s.warehouse_id, s.on_hand, s.reserved, s.available, s.inbound
  FROM public.stock s
  WHERE s.tenant_id = v_tenant
    AND (p_product_id IS NULL OR s.product_id = p_product_id)
    AND (p_warehouse_id IS NULL OR s.warehouse_id = p_warehouse_id)
  ORDER BY s.id;
END
$$;

COMMENT ON FUNCTION app.stock_levels(bigint, bigint) IS
  'How many pieces there are in the current tenant, of a product or in a warehouse if one is named: for every member, while what they cost stands in stock and asks inventory.read_costs.';
