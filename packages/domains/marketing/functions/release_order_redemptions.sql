-- may execute: nobody
CREATE OR REPLACE FUNCTION app.release_order_redemptions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_order record;
BEGIN
  -- One statement may end several orders, as app.expire_orders does. The first of them gives back what all of them
  -- hold, after all locks in the order of docs/locks.md: one after the other, each would lock promotions with smaller
  -- numbers than those of the one before. The others find nothing left.
  PERFORM FROM public.mkt_promotions p
  WHERE (p.tenant_id, p.id) IN (
    SELECT r.tenant_id, r.promotion_id FROM changed n
    JOIN public.mkt_promotion_redemptions r ON r.tenant_id = n.tenant_id AND r.order_id = n.id AND r.released_at IS NULL
    WHERE n.status = 'cancelled' OR n.deleted_at IS NOT NULL)
  ORDER BY p.tenant_id, p.id FOR NO KEY UPDATE;
  PERFORM FROM public.mkt_promotion_codes c
  WHERE (c.tenant_id, c.id) IN (
    SELECT r.tenant_id, r.code_id FROM changed n
    JOIN public.mkt_promotion_redemptions r ON r.tenant_id = n.tenant_id AND r.order_id = n.id AND r.released_at IS NULL
    WHERE n.status = 'cancelled' OR n.deleted_at IS NOT NULL)
  ORDER BY c.tenant_id, c.id FOR NO KEY UPDATE;
  FOR v_order IN
    SELECT DISTINCT n.tenant_id, n.id, n.status FROM changed n
    JOIN public.mkt_promotion_redemptions r ON r.tenant_id = n.tenant_id AND r.order_id = n.id AND r.released_at IS NULL
    WHERE n.status = 'cancelled' OR n.deleted_at IS NOT NULL
    ORDER BY n.tenant_id, n.id
  LOOP
    -- The discount stays on the lines: they show what was offered when the order came to nothing.
    PERFORM app.give_back_redemptions(
      v_order.tenant_id, v_order.id, NULL,
      CASE v_order.status WHEN 'cancelled' THEN 'order_cancelled' ELSE 'order_deleted' END
    );
  END LOOP;
  RETURN NULL;
END
$$;

-- For each row, so that it comes before the triggers that lock lines; a trigger per statement would come after them.
CREATE OR REPLACE TRIGGER tr_orders_release_redemptions AFTER UPDATE ON public.orders
  REFERENCING NEW TABLE AS changed FOR EACH ROW WHEN (
    NEW.status = 'cancelled' AND OLD.status <> 'cancelled' OR NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL)
  EXECUTE FUNCTION app.release_order_redemptions();

COMMENT ON FUNCTION app.release_order_redemptions() IS
  'Trigger: orders that are cancelled or deleted give the uses of their promotions back, all of a statement at once. A refund does not.';
