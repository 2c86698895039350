-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.count_stock(
  p_stock_count_id bigint, p_product_id bigint, p_actual_quantity integer,
  p_product_variant_id bigint DEFAULT NULL, p_details text DEFAULT NULL
) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_count public.stock_count;
  v_stock public.stock;
  v_line public.inventory_history;
  v_cycle integer;
BEGIN
  PERFORM app.require_permission('inventory.write');
  IF p_actual_quantity IS NULL OR p_actual_quantity < 0 THEN
    RAISE EXCEPTION 'What was found is a number of pieces, zero or above.' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  v_count := app.lock_stock_count(p_stock_count_id, false);
  IF v_count.status <> 'in_progress' THEN
    RAISE EXCEPTION 'Count % is closed.', p_stock_count_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_count.status);
  END IF;
  v_stock := app.lock_stock(p_product_id, p_product_variant_id, v_count.warehouse_id);

  SELECT * INTO v_line FROM public.inventory_history h
  WHERE h.tenant_id = v_tenant AND h.stock_count_id = p_stock_count_id AND h.stock_id = v_stock.id
    AND h.status IN ('pending', 'in_progress');
  IF NOT FOUND OR v_line.status = 'in_progress' THEN
    v_cycle := coalesce(v_line.cycle_number, 0) + 1;
    UPDATE public.inventory_history h SET status = 'cancelled' WHERE h.tenant_id = v_tenant AND h.id = v_line.id;
    INSERT INTO public.inventory_history (tenant_id, stock_count_id, stock_id, cycle_number, product_sku, product_name)
    SELECT v_tenant, p_stock_count_id, v_stock.id, v_cycle, coalesce(v.variant_sku, p.sku), p.name
    FROM public.product p
    LEFT JOIN public.product_variant v ON v.tenant_id = p.tenant_id AND v.id = p_product_variant_id
    WHERE p.tenant_id = v_tenant AND p.id = p_product_id
    ON CONFLICT DO NOTHING
    RETURNING * INTO v_line;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'Product % is part of another count.', p_product_id
        USING ERRCODE = 'unique_violation', DETAIL = format('It is count %s.', (
          SELECT h.stock_count_id FROM public.inventory_history h
          WHERE h.tenant_id = v_tenant AND h.stock_id = v_stock.id AND h.status IN ('pending', 'in_progress'))),
        HINT = 'Close that one by app.close_stock_count, or count the product there.';
    END IF;
  END IF;
  -- Book and find are compared at this moment, under the lock: what moves before the count is booked does not matter.
  UPDATE public.inventory_history h
  SET status = 'in_progress', recorded_quantity = v_stock.on_hand, actual_quantity = p_actual_quantity,
    audit_date = now(), audited_by = app.current_user_id(), details = p_details
  WHERE h.tenant_id = v_tenant AND h.id = v_line.id;
  RETURN p_actual_quantity - v_stock.on_hand;
END
$$;

COMMENT ON FUNCTION app.count_stock(bigint, bigint, integer, bigint, text) IS
  'Enters what was found of a product, and returns the difference to the books. Once more for the same product is another round, which replaces the one before; a product that nobody expected there gets a line. Needs inventory.write.';
