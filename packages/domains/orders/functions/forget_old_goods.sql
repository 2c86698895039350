-- may execute: nobody
CREATE OR REPLACE FUNCTION app.forget_old_goods(p_old public.order_items, p_new public.order_items)
RETURNS public.order_items
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_line public.order_items := p_new;
BEGIN
  IF p_new.sku IS DISTINCT FROM p_old.sku THEN
    IF p_new.product_id IS NOT DISTINCT FROM p_old.product_id THEN
      v_line.product_id := NULL;
      v_line.product_variant_id := CASE
        WHEN p_new.product_variant_id IS DISTINCT FROM p_old.product_variant_id THEN p_new.product_variant_id END;
    END IF;
  ELSE
    v_line.sku := NULL;
    IF p_new.product_id IS DISTINCT FROM p_old.product_id
      AND p_new.product_variant_id IS NOT DISTINCT FROM p_old.product_variant_id THEN
      v_line.product_variant_id := NULL;
    END IF;
  END IF;
  v_line.product_name := CASE WHEN p_new.product_name <> p_old.product_name THEN p_new.product_name END;
  v_line.tax_class := CASE WHEN p_new.tax_class IS DISTINCT FROM p_old.tax_class THEN p_new.tax_class END;
  v_line.unit_price := CASE WHEN p_new.unit_price <> p_old.unit_price THEN p_new.unit_price END;
  -- Without product and SKU it is a free line, which keeps what it was called and cost.
  IF v_line.product_id IS NULL AND v_line.product_variant_id IS NULL AND v_line.sku IS NULL THEN
    v_line.product_name := p_new.product_name;
    v_line.tax_class := p_new.tax_class;
    v_line.unit_price := p_new.unit_price;
  END IF;
  RETURN v_line;
END
$$;

COMMENT ON FUNCTION app.forget_old_goods(public.order_items, public.order_items) IS
  'A line that sells something else from now on, without what it said of the old goods and does not say anew. Not for callers.';
