-- may execute: nobody
CREATE OR REPLACE FUNCTION app.book_goods_receipt(p_goods_receipt_id bigint, p_lines jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_receipt public.goods_receipts;
  v_line record;
  v_key text;
  v_stock public.stock;
  v_movement public.stock_movement;
  v_change public.material_history;
BEGIN
  SELECT * INTO v_receipt FROM public.goods_receipts r WHERE r.tenant_id = v_tenant AND r.id = p_goods_receipt_id;
  PERFORM FROM public.purchase_order_lines l
  WHERE l.tenant_id = v_tenant AND l.purchase_order_id = v_receipt.purchase_order_id ORDER BY l.id FOR NO KEY UPDATE;
  -- In the order in which everybody locks: products, then materials, each with its variant; the warehouse is one.
  FOR v_line IN
    SELECT l.*, a.quantity AS arrived, coalesce(a.unit_cost, l.unit_cost) AS cost
    FROM jsonb_to_recordset(p_lines) AS a (purchase_order_line_id bigint, quantity numeric, unit_cost numeric)
    JOIN public.purchase_order_lines l ON l.tenant_id = v_tenant AND l.id = a.purchase_order_line_id
    ORDER BY l.product_id, l.product_variant_id, l.material_id, l.material_variant_id, l.line_number
  LOOP
    v_key := format('goods-receipt:%s/line:%s', p_goods_receipt_id, v_line.id);
    v_movement := NULL;
    v_change := NULL;
    IF v_line.product_id IS NOT NULL THEN
      v_stock := app.lock_stock(v_line.product_id, v_line.product_variant_id, v_line.warehouse_id);
      v_movement.stock_id := v_stock.id;
      v_movement.kind := 'receipt';
      v_movement.quantity := v_line.arrived;
      v_movement.unit_cost := v_line.cost;
      v_movement.idempotency_key := v_key;
      v_movement.source_type := 'purchase_order';
      v_movement.source_id := v_receipt.purchase_order_id;
      v_movement.occurred_at := v_receipt.received_at;
      v_movement.id := app.post_stock_movement(v_stock, v_movement);
    ELSE
      v_change.action_type := 'stock_in';
      v_change.quantity_change := v_line.arrived;
      v_change.idempotency_key := v_key;
      v_change.reference_type := 'purchase';
      v_change.reference_id := v_receipt.purchase_order_id;
      v_change.id := app.post_material_change(
        app.lock_material_stock(v_line.material_id, v_line.material_variant_id, v_line.warehouse_id), v_change
      );
    END IF;
    INSERT INTO public.goods_receipt_lines (
      tenant_id, purchase_order_id, goods_receipt_id, purchase_order_line_id, quantity, unit_cost, stock_movement_id,
      material_history_id
    )
    VALUES (
      v_tenant, v_receipt.purchase_order_id, p_goods_receipt_id, v_line.id, v_line.arrived,
      CASE WHEN v_line.product_id IS NOT NULL THEN v_line.cost END, v_movement.id, v_change.id
    );
  END LOOP;
  -- Last, for all lines at once: what is inbound is then taken anew, once.
  UPDATE public.purchase_order_lines l
  SET received_quantity = l.received_quantity + a.quantity, open_quantity = l.open_quantity - a.quantity,
    updated_by = app.current_user_id()
  FROM jsonb_to_recordset(p_lines) AS a (purchase_order_line_id bigint, quantity numeric)
  WHERE l.tenant_id = v_tenant AND l.id = a.purchase_order_line_id;
END
$$;

COMMENT ON FUNCTION app.book_goods_receipt(bigint, jsonb) IS
  'Books the lines of a receipt into stock and material, and what is open of the purchase order down; the caller holds its lock and has asked app.require_receivable. Not for callers: it asks for no permission.';
