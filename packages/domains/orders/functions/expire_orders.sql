-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.expire_orders(p_limit integer DEFAULT 100) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_before timestamptz;
  v_orders bigint[];
BEGIN
  PERFORM app.require_permission('orders.cancel');
  SELECT now() - make_interval(hours => s.confirm_within_hours) INTO v_before
  FROM public.order_settings s WHERE s.tenant_id = v_tenant;
  SELECT array_agg(o.id) INTO v_orders
  FROM (
    SELECT o.id FROM public.orders o
    WHERE o.tenant_id = v_tenant AND o.status = 'pending' AND o.ordered_at < v_before AND o.total_paid = 0
      AND o.deleted_at IS NULL
    ORDER BY o.ordered_at, o.id LIMIT p_limit
  ) o;
  IF v_orders IS NULL THEN
    RETURN 0;
  END IF;
  -- All orders, then their promotions and lines, then all stock: the order of locks.
  PERFORM app.lock_orders(array_fill(v_tenant, ARRAY[cardinality(v_orders)]), v_orders);
  WITH expired AS (
    UPDATE public.orders o
    SET status = 'cancelled', status_note = 'Not confirmed in time.', cancelled_at = greatest(now(), o.ordered_at)
    WHERE o.tenant_id = v_tenant AND o.id = ANY (v_orders) AND o.status = 'pending' AND o.total_paid = 0
    RETURNING o.id
  )
  SELECT array_agg(e.id) INTO v_orders FROM expired e;
  PERFORM app.release_order_stock(v_orders, 'The order was not confirmed in time.');
  RETURN coalesce(cardinality(v_orders), 0);
END
$$;

COMMENT ON FUNCTION app.expire_orders(integer) IS
  'Cancels orders that wait for their confirmation longer than order_settings allows and of which nothing was paid, the p_limit oldest ones, and gives back what stock kept for them; returns how many. To be run now and then by a job, in each tenant. Needs orders.cancel.';
