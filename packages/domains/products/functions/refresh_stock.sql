-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_stock() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_stocks bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.stock_id) INTO v_tenants, v_stocks
    FROM (SELECT DISTINCT a.tenant_id, a.stock_id FROM added a) c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.stock_id) INTO v_tenants, v_stocks
    FROM (SELECT DISTINCT r.tenant_id, r.stock_id FROM removed r) c;
  ELSE
    SELECT array_agg(c.tenant_id), array_agg(c.stock_id) INTO v_tenants, v_stocks
    FROM (SELECT r.tenant_id, r.stock_id FROM removed r UNION SELECT a.tenant_id, a.stock_id FROM added a) c;
  END IF;
  IF v_stocks IS NULL THEN
    RETURN NULL;
  END IF;

  -- Locks first, in the order of all functions of stock; the sums are then taken by a statement of its own, which
  -- sees what was committed while this one waited.
  PERFORM FROM public.stock s
  JOIN unnest(v_tenants, v_stocks) AS c (tenant_id, stock_id) ON s.tenant_id = c.tenant_id AND s.id = c.stock_id
  ORDER BY s.tenant_id, s.product_id, s.product_variant_id, s.warehouse_id FOR NO KEY UPDATE OF s;

  -- What is reserved is taken anew along with the pieces: history that comes in parts passes through states in which
  -- the figures brought along do not fit together. Where the pieces are right already, nothing is touched.
  UPDATE public.stock s
  SET on_hand = m.on_hand, stock_value = m.stock_value, reserved = r.reserved
  FROM unnest(v_tenants, v_stocks) AS c (tenant_id, stock_id)
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(m.quantity), 0) AS on_hand, coalesce(sum(m.value_change), 0) AS stock_value
    FROM public.stock_movement m WHERE m.tenant_id = c.tenant_id AND m.stock_id = c.stock_id
  ) m
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.open_quantity), 0) AS reserved
    FROM public.stock_reservation r
    WHERE r.tenant_id = c.tenant_id AND r.stock_id = c.stock_id AND r.status = 'open'
  ) r
  WHERE s.tenant_id = c.tenant_id AND s.id = c.stock_id
    AND CASE TG_TABLE_NAME
      WHEN 'stock_movement' THEN (s.on_hand, s.stock_value) IS DISTINCT FROM (m.on_hand, m.stock_value)
      ELSE (s.on_hand, s.stock_value, s.reserved) IS DISTINCT FROM (m.on_hand, m.stock_value, r.reserved)
    END;
  RETURN NULL;
END
$$;

-- The functions of this domain keep the figures themselves; this is for imports and corrections.
CREATE OR REPLACE TRIGGER tr_stock_movement_figures_added AFTER INSERT ON public.stock_movement
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_stock();
CREATE OR REPLACE TRIGGER tr_stock_movement_figures_changed AFTER UPDATE ON public.stock_movement
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_stock();
CREATE OR REPLACE TRIGGER tr_stock_movement_figures_removed AFTER DELETE ON public.stock_movement
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_stock();
CREATE OR REPLACE TRIGGER tr_stock_reservation_figures_added AFTER INSERT ON public.stock_reservation
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_stock();
CREATE OR REPLACE TRIGGER tr_stock_reservation_figures_changed AFTER UPDATE ON public.stock_reservation
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_stock();
CREATE OR REPLACE TRIGGER tr_stock_reservation_figures_removed AFTER DELETE ON public.stock_reservation
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.refresh_stock();

COMMENT ON FUNCTION app.refresh_stock() IS
  'Trigger: takes the figures of a stock from its movements and reservations anew, once per statement, for whoever writes them other than by the functions.';
