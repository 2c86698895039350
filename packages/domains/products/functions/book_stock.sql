-- may execute: nobody
CREATE OR REPLACE FUNCTION app.book_stock(
  p_product_id bigint, p_product_variant_id bigint, p_warehouse_id bigint, p_movement public.stock_movement
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_stock public.stock := app.lock_stock(p_product_id, p_product_variant_id, p_warehouse_id);
  v_movement public.stock_movement := p_movement;
BEGIN
  v_movement.stock_id := v_stock.id;
  RETURN app.post_stock_movement(v_stock, v_movement);
END
$$;

COMMENT ON FUNCTION app.book_stock(bigint, bigint, bigint, public.stock_movement) IS
  'Books a movement of a product (and variant) in a warehouse, the default one when none is named, with its lock; pieces that leave are ones that nobody had reserved. Raises 23514 when they are short. Not for callers: it asks for no permission.';
