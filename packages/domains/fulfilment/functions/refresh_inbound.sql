-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_inbound() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_changed public.purchase_order_lines[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(a) INTO v_changed FROM added a WHERE a.open_quantity > 0;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(r) INTO v_changed FROM removed r WHERE r.open_quantity > 0;
  ELSE
    SELECT array_agg(a) INTO v_changed FROM added a
    JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id AND r.open_quantity <> a.open_quantity;
  END IF;
  IF v_changed IS NULL THEN
    RETURN NULL;
  END IF;

  -- Locks first, in the order of all functions of stock; the sums are then taken by statements of their own, which
  -- see what was committed while this one waited.
  PERFORM FROM public.stock s
  JOIN unnest(v_changed) c ON s.tenant_id = c.tenant_id AND s.product_id = c.product_id
    AND s.product_variant_id IS NOT DISTINCT FROM c.product_variant_id AND s.warehouse_id = c.warehouse_id
  ORDER BY s.tenant_id, s.product_id, s.product_variant_id, s.warehouse_id FOR NO KEY UPDATE OF s;
  PERFORM FROM public.material_stock s
  JOIN unnest(v_changed) c ON s.tenant_id = c.tenant_id AND s.material_id = c.material_id
    AND s.material_variant_id IS NOT DISTINCT FROM c.material_variant_id AND s.warehouse_id = c.warehouse_id
  ORDER BY s.tenant_id, s.material_id, s.material_variant_id, s.warehouse_id FOR NO KEY UPDATE OF s;

  UPDATE public.stock s SET inbound = e.expected
  FROM (
    SELECT DISTINCT c.tenant_id, c.product_id, c.product_variant_id, c.warehouse_id
    FROM unnest(v_changed) c WHERE c.product_id IS NOT NULL
  ) c
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(l.open_quantity), 0)::integer AS expected FROM public.purchase_order_lines l
    WHERE l.tenant_id = c.tenant_id AND l.product_id = c.product_id
      AND l.product_variant_id IS NOT DISTINCT FROM c.product_variant_id AND l.open_quantity > 0
      AND l.warehouse_id = c.warehouse_id
  ) e
  WHERE s.tenant_id = c.tenant_id AND s.product_id = c.product_id
    AND s.product_variant_id IS NOT DISTINCT FROM c.product_variant_id AND s.warehouse_id = c.warehouse_id
    AND s.inbound <> e.expected;
  UPDATE public.material_stock s SET inbound = e.expected
  FROM (
    SELECT DISTINCT c.tenant_id, c.material_id, c.material_variant_id, c.warehouse_id
    FROM unnest(v_changed) c WHERE c.material_id IS NOT NULL
  ) c
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(l.open_quantity), 0) AS expected FROM public.purchase_order_lines l
    WHERE l.tenant_id = c.tenant_id AND l.material_id = c.material_id
      AND l.material_variant_id IS NOT DISTINCT FROM c.material_variant_id AND l.open_quantity > 0
      AND l.warehouse_id = c.warehouse_id
  ) e
  WHERE s.tenant_id = c.tenant_id AND s.material_id = c.material_id
    AND s.material_variant_id IS NOT DISTINCT FROM c.material_variant_id AND s.warehouse_id = c.warehouse_id
    AND s.inbound <> e.expected;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_purchase_order_lines_inbound_added AFTER INSERT ON public.purchase_order_lines
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_inbound();
CREATE OR REPLACE TRIGGER tr_purchase_order_lines_inbound_changed AFTER UPDATE ON public.purchase_order_lines
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_inbound();
CREATE OR REPLACE TRIGGER tr_purchase_order_lines_inbound_removed AFTER DELETE ON public.purchase_order_lines
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_inbound();

COMMENT ON FUNCTION app.refresh_inbound() IS
  'Trigger: what is inbound of a stock is taken anew from the open lines of purchase orders, once per statement, whoever writes them.';
