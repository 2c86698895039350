-- may execute: nobody
CREATE OR REPLACE FUNCTION app.price_promoted_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_price numeric;
BEGIN
  -- The policies judge after this trigger: a row of another tenant is left to them.
  IF NEW.tenant_id IS DISTINCT FROM app.current_tenant_id() THEN
    RETURN NEW;
  END IF;
  SELECT p.override_price INTO v_price
  FROM public.orders o
  CROSS JOIN LATERAL app.promotional_price(
    NEW.product_id, o.currency_code, NEW.product_variant_id, o.channel_platform_page_id) p
  WHERE o.tenant_id = NEW.tenant_id AND o.id = NEW.order_id;
  IF v_price < NEW.unit_price THEN
    NEW.unit_price := v_price;
    NEW.price_origin := 'promotion';
  END IF;
  RETURN NEW;
END
$$;

-- By its name after the trigger that takes the price of the catalog.
CREATE OR REPLACE TRIGGER tr_order_items_promoted_added BEFORE INSERT ON public.order_items
  FOR EACH ROW WHEN (NEW.price_origin = 'catalog' AND NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.price_promoted_line();
CREATE OR REPLACE TRIGGER tr_order_items_promoted_changed
  BEFORE UPDATE OF product_id, product_variant_id, sku, unit_price ON public.order_items
  FOR EACH ROW WHEN (
    NEW.price_origin = 'catalog' AND NOT pg_has_role(current_user, 'erp_service', 'MEMBER')
    AND current_user <> 'erp_definer')
  EXECUTE FUNCTION app.price_promoted_line();

COMMENT ON FUNCTION app.price_promoted_line() IS
  'Trigger: a line at the price of the catalog gets the price of the day of a running promotion where that is lower.';
