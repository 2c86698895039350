-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.cancel_stock_count(p_stock_count_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_count public.stock_count;
BEGIN
  PERFORM app.require_permission('inventory.write');
  v_count := app.lock_stock_count(p_stock_count_id, true);
  IF v_count.status = 'completed' THEN
    RAISE EXCEPTION 'Count % has been booked.', p_stock_count_id USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  IF v_count.status = 'cancelled' THEN
    RETURN false;
  END IF;
  UPDATE public.inventory_history h SET status = 'cancelled'
  WHERE h.tenant_id = v_tenant AND h.stock_count_id = p_stock_count_id AND h.status IN ('pending', 'in_progress');
  UPDATE public.stock_count c
  SET status = 'cancelled', closed_at = greatest(now(), c.started_at), closed_by = app.current_user_id()
  WHERE c.tenant_id = v_tenant AND c.id = p_stock_count_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.cancel_stock_count(bigint) IS
  'Gives up a count and books nothing; false when it was given up before. Raises 55000 when it has been booked. Needs inventory.write.';
