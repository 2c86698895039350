-- may execute: nobody
CREATE OR REPLACE FUNCTION app.price_order_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_sold record;
  v_new_goods boolean := TG_OP = 'INSERT';
BEGIN
  -- The policies judge after this trigger: a row of another tenant is left to them, and nothing said of its products.
  IF NEW.tenant_id IS DISTINCT FROM app.current_tenant_id() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    -- Another SKU is another product and the other way round; what was not said anew follows.
    v_new_goods := (NEW.product_id, NEW.product_variant_id, NEW.sku)
      IS DISTINCT FROM (OLD.product_id, OLD.product_variant_id, OLD.sku);
    IF v_new_goods THEN
      NEW := app.forget_old_goods(OLD, NEW);
    END IF;
  END IF;
  IF NEW.product_id IS NULL AND NEW.product_variant_id IS NULL AND NEW.sku IS NULL THEN
    IF NEW.product_name IS NULL OR NEW.unit_price IS NULL THEN
      RAISE EXCEPTION 'A line says neither what of the catalog it sells nor what it is and costs.'
        USING ERRCODE = 'invalid_parameter_value',
        DETAIL = format('product_name: %s, unit_price: %s.', coalesce(NEW.product_name, 'none'), coalesce(NEW.unit_price::text, 'none')),
        HINT = 'Give sku, or product_id (and variant_id); or, for what is not in the catalog, product_name and unit_price.';
    END IF;
    NEW.price_origin := 'own';
    RETURN NEW;
  END IF;

  v_sold := app.find_sold(NEW);
  IF v_new_goods THEN
    NEW.product_id := v_sold.product_id;
    NEW.product_variant_id := v_sold.product_variant_id;
    NEW.sku := v_sold.sku;
  END IF;
  NEW.product_name := coalesce(NEW.product_name, v_sold.name);
  NEW.tax_class := coalesce(NEW.tax_class, v_sold.tax_class);
  IF NEW.unit_price IS NULL THEN
    IF v_sold.price IS NULL THEN
      RAISE EXCEPTION '% has no price in the currency of the order.', v_sold.sku
        USING ERRCODE = 'invalid_parameter_value',
        DETAIL = format('It is priced in %s, the order in %s.', v_sold.priced_in, v_sold.ordered_in),
        HINT = 'Give a unit_price, which needs orders.price.';
    END IF;
    NEW.unit_price := v_sold.price;
    NEW.price_origin := 'catalog';
  ELSIF NEW.unit_price = v_sold.price THEN
    NEW.price_origin := 'catalog';
  ELSIF v_new_goods OR NEW.unit_price <> OLD.unit_price THEN
    NEW.price_origin := 'own';
  END IF;

  IF NOT app.has_permission('orders.price') AND (
    NEW.price_origin = 'own' AND (v_new_goods OR NEW.unit_price <> OLD.unit_price)
    OR NEW.product_name <> v_sold.name AND (v_new_goods OR NEW.product_name <> OLD.product_name)
    OR NEW.tax_class IS DISTINCT FROM v_sold.tax_class AND (v_new_goods OR NEW.tax_class IS DISTINCT FROM OLD.tax_class)
    OR NEW.discount_amount > CASE WHEN v_new_goods THEN 0 ELSE OLD.discount_amount END
  ) THEN
    RAISE EXCEPTION 'Permission orders.price is missing.'
      USING ERRCODE = 'insufficient_privilege',
      DETAIL = format('%s is %s at %s %s, with tax class %s and without discount; the line says otherwise.', v_sold.sku,
        v_sold.name, coalesce(v_sold.price::text, 'no price in'), v_sold.ordered_in, coalesce(v_sold.tax_class, 'none')),
      HINT = 'Leave name, price, tax class and discount out: the catalog and promotions give them. Somebody who holds orders.price can give others.';
  END IF;
  RETURN NEW;
END
$$;

-- Service roles import what was sold, at whatever price. The functions of this domain write for the member who calls them.
CREATE OR REPLACE TRIGGER tr_order_items_catalog_added BEFORE INSERT ON public.order_items
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.price_order_line();
CREATE OR REPLACE TRIGGER tr_order_items_catalog_changed
  BEFORE UPDATE OF product_id, product_variant_id, sku, product_name, unit_price, tax_class, discount_amount
  ON public.order_items
  FOR EACH ROW WHEN (
    NOT pg_has_role(current_user, 'erp_service', 'MEMBER') AND current_user <> 'erp_definer'
    AND (OLD.product_id IS DISTINCT FROM NEW.product_id
      OR OLD.product_variant_id IS DISTINCT FROM NEW.product_variant_id
      OR OLD.sku IS DISTINCT FROM NEW.sku
      OR OLD.product_name IS DISTINCT FROM NEW.product_name
      OR OLD.unit_price IS DISTINCT FROM NEW.unit_price
      OR OLD.tax_class IS DISTINCT FROM NEW.tax_class
      OR OLD.discount_amount IS DISTINCT FROM NEW.discount_amount)
  )
  EXECUTE FUNCTION app.price_order_line();

COMMENT ON FUNCTION app.price_order_line() IS
  'Trigger: a line of a product or SKU gets name, SKU, variant, tax class and the price of the day from the catalog; who gives others, or a discount, needs orders.price. Lines without product and SKU are free.';
