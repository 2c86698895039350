-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_material_stock() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_stocks bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.material_stock_id) INTO v_tenants, v_stocks
    FROM (SELECT DISTINCT a.tenant_id, a.material_stock_id FROM added a WHERE a.material_stock_id IS NOT NULL) c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.material_stock_id) INTO v_tenants, v_stocks
    FROM (SELECT DISTINCT r.tenant_id, r.material_stock_id FROM removed r WHERE r.material_stock_id IS NOT NULL) c;
  ELSE
    SELECT array_agg(c.tenant_id), array_agg(c.material_stock_id) INTO v_tenants, v_stocks
    FROM (SELECT r.tenant_id, r.material_stock_id FROM removed r WHERE r.material_stock_id IS NOT NULL UNION SELECT a.tenant_id, a.material_stock_id FROM added a WHERE a.material_stock_id IS NOT NULL) c;
  END IF;
  IF v_stocks IS NULL THEN
    RETURN NULL;
  END IF;

  -- Locks first, sums second: see app.refresh_stock.
  PERFORM FROM public.material_stock s
  JOIN unnest(v_tenants, v_stocks) AS c (tenant_id, stock_id) ON s.tenant_id = c.tenant_id AND s.id = c.stock_id
  ORDER BY s.tenant_id, s.material_id, s.material_variant_id, s.warehouse_id FOR NO KEY UPDATE OF s;

  UPDATE public.material_stock s
  SET on_hand = h.on_hand, reserved = h.reserved
  FROM unnest(v_tenants, v_stocks) AS c (tenant_id, stock_id)
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(h.quantity_change), 0) AS on_hand, coalesce(sum(h.reserved_change), 0) AS reserved
    FROM public.material_history h WHERE h.tenant_id = c.tenant_id AND h.material_stock_id = c.stock_id
  ) h
  WHERE s.tenant_id = c.tenant_id AND s.id = c.stock_id
    AND (s.on_hand, s.reserved) IS DISTINCT FROM (h.on_hand, h.reserved);
  RETURN NULL;
END
$$;

-- The functions of this domain keep the figures themselves; this is for imports and corrections.
CREATE OR REPLACE TRIGGER tr_material_history_figures_added AFTER INSERT ON public.material_history
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_material_stock();
CREATE OR REPLACE TRIGGER tr_material_history_figures_changed AFTER UPDATE ON public.material_history
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_material_stock();
CREATE OR REPLACE TRIGGER tr_material_history_figures_removed AFTER DELETE ON public.material_history
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_material_stock();

COMMENT ON FUNCTION app.refresh_material_stock() IS
  'Trigger: takes the figures of a stock of material from its history anew, once per statement, for whoever writes it other than by the functions.';
