-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_order(p_order_id bigint) RETURNS public.orders
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_order public.orders := app.lock_order_after_customer(app.current_tenant_id(), p_order_id);
BEGIN
  IF v_order.id IS NULL OR v_order.deleted_at IS NOT NULL THEN
    RAISE EXCEPTION 'There is no order %.', p_order_id USING ERRCODE = 'no_data_found';
  END IF;
  RETURN v_order;
END
$$;

COMMENT ON FUNCTION app.lock_order(bigint) IS
  'Locks an order of the current tenant after its customer and returns it. Raises P0002. Not for callers: it asks for no permission.';
