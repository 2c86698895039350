-- may execute: nobody
CREATE OR REPLACE FUNCTION app.release_order_redemptions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- The discount stays on the lines: they show what was offered when the order came to nothing.
  PERFORM app.give_back_redemptions(
    NEW.tenant_id, NEW.id, NULL, CASE NEW.status WHEN 'cancelled' THEN 'order_cancelled' ELSE 'order_deleted' END
  );
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_orders_release_redemptions AFTER UPDATE OF status, deleted_at ON public.orders
  FOR EACH ROW WHEN (
    NEW.status = 'cancelled' AND OLD.status <> 'cancelled' OR NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL)
  EXECUTE FUNCTION app.release_order_redemptions();

COMMENT ON FUNCTION app.release_order_redemptions() IS
  'Trigger: an order that is cancelled or deleted gives the uses of its promotions back. A refund does not.';
