-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_product_stock(
  p_product_id bigint, p_product_variant_id bigint, p_warehouse_id bigint
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_lapsed bigint[];
BEGIN
  -- Where it never lay, an empty stock says so, as app.lock_stock does.
  INSERT INTO public.stock (tenant_id, product_id, product_variant_id, warehouse_id, allow_backorder)
  SELECT v_tenant, p_product_id, p_product_variant_id, w.id, w.allow_backorder
  FROM public.warehouse w
  WHERE w.tenant_id = v_tenant AND w.status = 'active'
    AND CASE WHEN p_warehouse_id IS NULL THEN w.is_default ELSE w.id = p_warehouse_id END
    AND NOT EXISTS (
      SELECT FROM public.stock s
      WHERE s.tenant_id = v_tenant AND s.product_id = p_product_id AND s.warehouse_id = w.id
        AND s.product_variant_id IS NOT DISTINCT FROM p_product_variant_id)
    AND (p_product_variant_id IS NOT NULL OR NOT EXISTS (
      SELECT FROM public.product_variant v
      WHERE v.tenant_id = v_tenant AND v.parent_product_id = p_product_id AND v.deleted_at IS NULL))
  ON CONFLICT DO NOTHING;
  PERFORM FROM public.stock s
  WHERE s.tenant_id = v_tenant AND s.product_id = p_product_id
    AND s.product_variant_id IS NOT DISTINCT FROM p_product_variant_id
  ORDER BY s.warehouse_id FOR NO KEY UPDATE;

  SELECT array_agg(DISTINCT r.stock_id) INTO v_lapsed
  FROM public.stock s
  JOIN public.stock_reservation r ON r.tenant_id = s.tenant_id AND r.stock_id = s.id AND r.status = 'open'
  WHERE s.tenant_id = v_tenant AND s.product_id = p_product_id
    AND s.product_variant_id IS NOT DISTINCT FROM p_product_variant_id AND r.reserved_until <= now();
  IF v_lapsed IS NOT NULL THEN
    PERFORM app.expire_stock_reservations(v_lapsed);
  END IF;
END
$$;

COMMENT ON FUNCTION app.lock_product_stock(bigint, bigint, bigint) IS
  'Locks what lies of a product (or variant) in all warehouses, makes it in the given or the default one where it never lay, and gives back what lapsed. Several products are locked in the order of product and variant. Not for callers: it asks for no permission.';
