-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.close_stock_count(p_stock_count_id bigint) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_count public.stock_count;
  v_stock public.stock;
  v_movement public.stock_movement;
  v_line record;
  v_booked integer := 0;
BEGIN
  PERFORM app.require_permission('inventory.adjust');
  v_count := app.lock_stock_count(p_stock_count_id, true);
  IF v_count.status = 'completed' THEN
    RETURN (SELECT count(h.movement_id) FROM public.inventory_history h
            WHERE h.tenant_id = v_tenant AND h.stock_count_id = p_stock_count_id);
  END IF;
  IF v_count.status <> 'in_progress' THEN
    RAISE EXCEPTION 'Count % has been given up.', p_stock_count_id USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  FOR v_line IN
    SELECT h.product_name, count(*) OVER () AS lines FROM public.inventory_history h
    WHERE h.tenant_id = v_tenant AND h.stock_count_id = p_stock_count_id AND h.status = 'pending'
    ORDER BY h.id LIMIT 1
  LOOP
    RAISE EXCEPTION 'Count % is not finished.', p_stock_count_id
      USING ERRCODE = 'object_not_in_prerequisite_state',
      DETAIL = format('%s lines are not counted, the first is %s.', v_line.lines, v_line.product_name),
      HINT = 'Enter what was found with app.count_stock, 0 for nothing, or give up with app.cancel_stock_count.';
  END LOOP;

  FOR v_line IN
    SELECT h.id, h.stock_id, h.quantity_discrepancy, h.audit_date, h.details
    FROM public.inventory_history h
    JOIN public.stock s ON s.tenant_id = h.tenant_id AND s.id = h.stock_id
    WHERE h.tenant_id = v_tenant AND h.stock_count_id = p_stock_count_id AND h.status = 'in_progress'
    ORDER BY s.product_id, s.product_variant_id, s.warehouse_id
  LOOP
    SELECT * INTO v_stock FROM public.stock s WHERE s.tenant_id = v_tenant AND s.id = v_line.stock_id FOR NO KEY UPDATE;
    v_movement := NULL;
    IF v_line.quantity_discrepancy <> 0 THEN
      v_movement.kind := 'count';
      v_movement.quantity := v_line.quantity_discrepancy;
      v_movement.reason := v_line.details;
      v_movement.id := app.post_stock_movement(v_stock, v_movement);
      v_booked := v_booked + 1;
    END IF;
    UPDATE public.inventory_history h
    SET status = 'completed', movement_id = v_movement.id
    WHERE h.tenant_id = v_tenant AND h.id = v_line.id;
    UPDATE public.stock s SET last_counted_at = v_line.audit_date WHERE s.tenant_id = v_tenant AND s.id = v_line.stock_id;
  END LOOP;
  UPDATE public.stock_count c
  SET status = 'completed', closed_at = greatest(now(), c.started_at), closed_by = app.current_user_id()
  WHERE c.tenant_id = v_tenant AND c.id = p_stock_count_id;
  RETURN v_booked;
END
$$;

COMMENT ON FUNCTION app.close_stock_count(bigint) IS
  'Books the differences of a count as movements, all or none, and returns how many there were; again it books nothing. Raises 55000 when a line is not counted or the count was given up, 23514 when what was found would not cover the reservations. Needs inventory.adjust.';
