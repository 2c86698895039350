-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.lock_order_for_edit(p_order_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM app.require_permission('orders.write');
  PERFORM app.lock_order(p_order_id);
END
$$;

COMMENT ON FUNCTION app.lock_order_for_edit(bigint) IS
  'Locks an order, after its customer, until the transaction ends: to be called before lines or the header are written by statements of the caller, which would lock the line before the order. Needs orders.write. Raises P0002.';
