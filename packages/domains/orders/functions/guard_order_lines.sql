-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_order_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_line public.order_items;
  v_order public.orders;
BEGIN
  IF TG_OP = 'DELETE' THEN v_line := OLD; ELSE v_line := NEW; END IF;

  -- The policies judge after this trigger: a row of another tenant is left to them, and nothing said of its order.
  IF v_line.tenant_id IS NOT DISTINCT FROM app.current_tenant_id() THEN
    -- Locked, so that the order is not placed while the line is being written.
    v_order := app.lock_order_after_customer(v_line.tenant_id, v_line.order_id);
    IF v_order.status <> 'draft' THEN
      RAISE EXCEPTION 'The lines of an order do not change after it was placed.'
        USING ERRCODE = 'object_not_in_prerequisite_state',
        DETAIL = format('Order %s is %s.', v_line.order_id, v_order.status),
        HINT = 'Open an after-sales case on the line, or cancel the order and write another one.';
    END IF;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- Imports and the removal of a whole order run as the owner or a service role and pass.
CREATE OR REPLACE TRIGGER tr_order_items_guard_added BEFORE INSERT OR DELETE ON public.order_items
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_order_lines();
CREATE OR REPLACE TRIGGER tr_order_items_guard_changed
  BEFORE UPDATE OF order_id, product_id, product_name, sku, quantity, unit_price, discount_amount, tax_class, tax_rate
  ON public.order_items
  FOR EACH ROW WHEN (
    NOT pg_has_role(current_user, 'erp_service', 'MEMBER')
    -- app.erase_person takes an engraving out of the name of a line, and nothing that it sold.
    AND (current_user <> 'erp_definer'
      OR OLD.order_id IS DISTINCT FROM NEW.order_id
      OR OLD.product_id IS DISTINCT FROM NEW.product_id
      OR OLD.sku IS DISTINCT FROM NEW.sku
      OR OLD.quantity IS DISTINCT FROM NEW.quantity
      OR OLD.unit_price IS DISTINCT FROM NEW.unit_price
      OR OLD.discount_amount IS DISTINCT FROM NEW.discount_amount
      OR OLD.tax_class IS DISTINCT FROM NEW.tax_class
      OR OLD.tax_rate IS DISTINCT FROM NEW.tax_rate)
  )
  EXECUTE FUNCTION app.guard_order_lines();

COMMENT ON FUNCTION app.guard_order_lines() IS
  'Trigger: what a line sells, and for how much, is fixed when its order is placed. Service roles may import.';
