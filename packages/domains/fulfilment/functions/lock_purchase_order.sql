-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_purchase_order(p_purchase_order_id bigint) RETURNS public.purchase_orders
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.purchase_orders;
BEGIN
  SELECT * INTO v_order FROM public.purchase_orders o
  WHERE o.tenant_id = v_tenant AND o.id = p_purchase_order_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no purchase order %.', coalesce(p_purchase_order_id::text, 'without a number')
      USING ERRCODE = 'no_data_found';
  END IF;
  RETURN v_order;
END
$$;

COMMENT ON FUNCTION app.lock_purchase_order(bigint) IS
  'Locks a purchase order of the current tenant and returns it; whoever changes its lines, or receives of it, holds this lock. Raises P0002. Not for callers: it asks for no permission.';
