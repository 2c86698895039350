-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.expire_reservations(p_limit integer DEFAULT 1000) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_stocks bigint[];
BEGIN
  PERFORM app.require_permission('inventory.write');
  -- A stock that somebody is working on is left to the next run: nobody waits for this job, nor it for anybody.
  SELECT array_agg(l.id) INTO v_stocks
  FROM (
    SELECT s.id FROM public.stock s
    WHERE s.tenant_id = v_tenant AND s.id IN (
      SELECT r.stock_id FROM public.stock_reservation r
      WHERE r.tenant_id = v_tenant AND r.status = 'open' AND r.reserved_until <= now()
      ORDER BY r.reserved_until LIMIT p_limit
    )
    ORDER BY s.product_id, s.product_variant_id, s.warehouse_id
    FOR NO KEY UPDATE SKIP LOCKED
  ) l;
  RETURN app.expire_stock_reservations(v_stocks);
END
$$;

COMMENT ON FUNCTION app.expire_reservations(integer) IS
  'Gives back what reservations keep whose time is up, in the stocks of the p_limit oldest ones; stocks in use are passed over. To be run now and then by a job, in each tenant; returns how many lapsed. Needs inventory.write.';
