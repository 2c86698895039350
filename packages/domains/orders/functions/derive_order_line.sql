-- may execute: nobody
CREATE OR REPLACE FUNCTION app.derive_order_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_order public.orders;
BEGIN
  SELECT * INTO v_order FROM public.orders o WHERE o.tenant_id = NEW.tenant_id AND o.id = NEW.order_id;
  NEW.order_stage := CASE v_order.status WHEN 'cancelled' THEN 'cancelled' WHEN 'draft' THEN 'draft' ELSE 'placed' END;
  NEW.supply := CASE
    WHEN NEW.product_id IS NULL THEN 'none'
    WHEN (SELECT p.product_type FROM public.product p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.product_id)
      = 'custom' THEN 'made_to_order'
    ELSE 'stock'
  END;
  IF NEW.product_variant_id IS NULL THEN
    SELECT k.product_variant_id INTO NEW.product_variant_id FROM public.product_sku k
    WHERE k.tenant_id = NEW.tenant_id AND k.sku_key = lower(btrim(NEW.sku)) AND k.product_id = NEW.product_id;
  END IF;
  -- An import of earlier days knows the order and no pieces: what its status says holds for all of them.
  IF TG_OP = 'INSERT' AND v_order.status IN ('shipped', 'delivered', 'completed', 'refunded') AND NEW.supply <> 'none'
    AND NEW.shipped_quantity = 0 THEN
    NEW.shipped_quantity := NEW.quantity;
    NEW.delivered_quantity := CASE WHEN v_order.delivered_at IS NOT NULL THEN NEW.quantity ELSE 0 END;
    NEW.returned_quantity := CASE v_order.status WHEN 'refunded' THEN NEW.quantity ELSE 0 END;
  END IF;
  RETURN NEW;
END
$$;

-- Who brings both, as a load of finished orders does, runs without a call per row.
CREATE OR REPLACE TRIGGER tr_order_items_derive_added BEFORE INSERT ON public.order_items
  FOR EACH ROW WHEN (NEW.order_stage IS NULL OR NEW.supply IS NULL) EXECUTE FUNCTION app.derive_order_line();
CREATE OR REPLACE TRIGGER tr_order_items_derive_changed BEFORE UPDATE OF product_id ON public.order_items
  FOR EACH ROW WHEN (NEW.product_id IS NOT NULL AND OLD.product_id IS DISTINCT FROM NEW.product_id)
  EXECUTE FUNCTION app.derive_order_line();

COMMENT ON FUNCTION app.derive_order_line() IS
  'Trigger: notes on a line whether its order was placed, and where its pieces come from; to an import without pieces it gives those that the status of the order says.';
