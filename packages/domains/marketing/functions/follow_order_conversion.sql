-- may execute: nobody
CREATE OR REPLACE FUNCTION app.follow_order_conversion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_over boolean := NEW.status = 'cancelled' OR NEW.deleted_at IS NOT NULL;
  v_link bigint;
BEGIN
  UPDATE public.mkt_utm_conversions v
  SET cancelled_at = CASE WHEN v_over THEN coalesce(NEW.cancelled_at, NEW.deleted_at, now()) END
  WHERE v.tenant_id = NEW.tenant_id AND v.order_id = NEW.id AND (v.cancelled_at IS NOT NULL) <> v_over
  RETURNING v.utm_link_id INTO v_link;
  UPDATE public.mkt_utm_links l SET conversions = l.conversions + CASE WHEN v_over THEN -1 ELSE 1 END
  WHERE l.tenant_id = NEW.tenant_id AND l.id = v_link;
  RETURN NULL;
END
$$;

-- By its name behind the triggers that lock promotions and lines: in the order of locks.
CREATE OR REPLACE TRIGGER tr_orders_withdraw_conversion AFTER UPDATE OF status, deleted_at ON public.orders
  FOR EACH ROW WHEN (
    NEW.status = 'cancelled' AND OLD.status <> 'cancelled' OR (NEW.deleted_at IS NULL) <> (OLD.deleted_at IS NULL))
  EXECUTE FUNCTION app.follow_order_conversion();

COMMENT ON FUNCTION app.follow_order_conversion() IS
  'Trigger: an order that is cancelled or deleted is no conversion of its link any more. A refund does not change that.';
