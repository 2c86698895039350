-- may execute: nobody
CREATE OR REPLACE FUNCTION app.stage_order_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_stage text := CASE NEW.status WHEN 'cancelled' THEN 'cancelled' WHEN 'draft' THEN 'draft' ELSE 'placed' END;
BEGIN
  UPDATE public.order_items i
  SET order_stage = v_stage, reserved_quantity = CASE v_stage WHEN 'placed' THEN i.reserved_quantity ELSE 0 END
  WHERE i.tenant_id = NEW.tenant_id AND i.order_id = NEW.id AND i.order_stage <> v_stage;
  RETURN NULL;
END
$$;

-- Behind the trigger of marketing that gives promotions back: by its name, in the order of locks.
CREATE OR REPLACE TRIGGER tr_orders_stage_lines AFTER UPDATE OF status ON public.orders
  FOR EACH ROW WHEN (
    OLD.status IS DISTINCT FROM NEW.status AND (OLD.status = 'draft' OR NEW.status IN ('draft', 'cancelled')))
  EXECUTE FUNCTION app.stage_order_lines();

COMMENT ON FUNCTION app.stage_order_lines() IS
  'Trigger: tells the lines of an order that it was placed or cancelled, so that their status follows.';
