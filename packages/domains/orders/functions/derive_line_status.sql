-- may execute: nobody
CREATE OR REPLACE FUNCTION app.derive_line_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.status := CASE
    WHEN NEW.order_stage = 'cancelled' THEN 'cancelled'
    WHEN NEW.order_stage = 'draft' THEN 'pending'
    WHEN NEW.supply = 'none' THEN 'not_required'
    WHEN NEW.returned_quantity = NEW.quantity THEN 'returned'
    WHEN NEW.delivered_quantity = NEW.quantity THEN 'delivered'
    WHEN NEW.shipped_quantity = NEW.quantity THEN 'shipped'
    WHEN NEW.supply = 'made_to_order' THEN 'in_production'
    WHEN NEW.reserved_quantity + NEW.shipped_quantity = NEW.quantity THEN 'allocated'
    ELSE 'backordered'
  END;
  RETURN NEW;
END
$$;

-- By its name the last one before the row is touched: the others have said what it follows from.
CREATE OR REPLACE TRIGGER tr_order_items_status BEFORE INSERT OR UPDATE ON public.order_items
  FOR EACH ROW EXECUTE FUNCTION app.derive_line_status();

COMMENT ON FUNCTION app.derive_line_status() IS
  'Trigger: the status of a line follows from its order and from the pieces that were reserved, shipped, delivered and returned, whoever writes; a check holds it to that.';
