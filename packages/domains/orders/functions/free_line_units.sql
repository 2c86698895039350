-- may execute: nobody
CREATE OR REPLACE FUNCTION app.free_line_units(p_line public.order_items) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  RETURN (
    SELECT coalesce(min(coalesce(a.available, 0) / p.pieces), 0)
    FROM app.sold_parts(p_line.product_id, p_line.product_variant_id) p
    CROSS JOIN LATERAL (
      SELECT sum(greatest(s.available, 0)) AS available
      FROM public.stock s
      JOIN public.warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id AND w.status = 'active'
      WHERE s.tenant_id = v_tenant AND s.product_id = p.product_id
        AND s.product_variant_id IS NOT DISTINCT FROM p.product_variant_id
    ) a
  );
END
$$;

COMMENT ON FUNCTION app.free_line_units(public.order_items) IS
  'How many pieces of what a line sells could be kept now, over all active warehouses; of a set, as many as all its parts are there for. Not for callers.';
