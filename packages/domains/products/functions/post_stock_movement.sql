-- may execute: nobody
CREATE OR REPLACE FUNCTION app.post_stock_movement(
  p_stock public.stock, p_movement public.stock_movement
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_quantity integer := p_movement.quantity;
  v_cost numeric := p_movement.unit_cost;
  v_value numeric;
  v_id bigint;
BEGIN
  IF NOT p_stock.allow_backorder AND p_stock.on_hand + v_quantity < p_stock.reserved THEN
    RAISE EXCEPTION 'Product % is short: % wanted, % available.',
      p_stock.product_id, -v_quantity, p_stock.on_hand - p_stock.reserved
      USING ERRCODE = 'check_violation', TABLE = 'stock',
      DETAIL = format('Of %s pieces on hand %s are reserved.', p_stock.on_hand, p_stock.reserved),
      HINT = 'Take fewer, release a reservation, or transfer some from another warehouse.';
  END IF;

  IF v_quantity < 0 OR v_cost IS NULL THEN
    v_cost := greatest(coalesce(p_stock.average_cost, (
      SELECT m.unit_cost FROM public.stock_movement m
      WHERE m.tenant_id = v_tenant AND m.stock_id = p_stock.id ORDER BY m.id DESC LIMIT 1
    ), (
      -- Nothing has ever lain here: what the same goods cost where some did, in the same currency.
      SELECT m.unit_cost FROM public.stock s
      JOIN public.warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id
      JOIN public.warehouse h ON h.tenant_id = s.tenant_id AND h.id = p_stock.warehouse_id
        AND h.currency_code = w.currency_code
      JOIN public.stock_movement m ON m.tenant_id = s.tenant_id AND m.stock_id = s.id
      WHERE s.tenant_id = v_tenant AND s.product_id = p_stock.product_id AND s.id <> p_stock.id
        AND s.product_variant_id IS NOT DISTINCT FROM p_stock.product_variant_id
      ORDER BY m.id DESC LIMIT 1
    ), 0), 0);
  END IF;
  v_value := CASE
    -- What fills a gap is valued so that the remainder stands at its own cost, not at that of the gap.
    WHEN v_quantity > 0 AND p_stock.on_hand < 0 THEN round((p_stock.on_hand + v_quantity) * v_cost, 4) - p_stock.stock_value
    WHEN v_quantity > 0 THEN coalesce(p_movement.value_change, round(v_quantity * v_cost, 4))
    -- The last piece takes what is left, so that nothing is worth nothing.
    WHEN p_stock.on_hand + v_quantity = 0 THEN -p_stock.stock_value
    WHEN p_stock.on_hand > 0 THEN round(p_stock.stock_value * v_quantity / p_stock.on_hand, 4)
    ELSE round(v_quantity * v_cost, 4)
  END;

  UPDATE public.stock s
  SET on_hand = p_stock.on_hand + v_quantity, reserved = p_stock.reserved, stock_value = p_stock.stock_value + v_value
  WHERE s.tenant_id = v_tenant AND s.id = p_stock.id;
  INSERT INTO public.stock_movement (
    tenant_id, stock_id, kind, quantity, unit_cost, value_change, on_hand_after, reservation_id, counterpart_id,
    idempotency_key, source_type, source_id, reason, occurred_at, created_by
  )
  VALUES (
    v_tenant, p_stock.id, p_movement.kind, v_quantity, v_cost, v_value, p_stock.on_hand + v_quantity,
    p_movement.reservation_id, p_movement.counterpart_id, p_movement.idempotency_key, p_movement.source_type,
    p_movement.source_id, p_movement.reason, coalesce(p_movement.occurred_at, now()), app.current_user_id()
  )
  ON CONFLICT (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
  RETURNING id INTO v_id;
  IF v_id IS NULL THEN
    -- The lock of the stock keeps calls for the same one apart: this key has booked another one a moment ago.
    RAISE EXCEPTION 'The idempotency key has been used for something else.'
      USING ERRCODE = 'unique_violation', DETAIL = format('It booked movement %s.', (
        SELECT m.id FROM public.stock_movement m
        WHERE m.tenant_id = v_tenant AND m.idempotency_key = p_movement.idempotency_key)),
      HINT = 'Use a key of its own for each movement, and repeat a call only as it was.';
  END IF;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.post_stock_movement(public.stock, public.stock_movement) IS
  'Books a movement of a stock that the caller holds the lock of, and brings its figures along: pieces, what is reserved as given, value by moving average, or as given for pieces that bring theirs along. Not for callers: it asks for no permission.';
