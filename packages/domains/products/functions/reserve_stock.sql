-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.reserve_stock(
  p_product_id bigint, p_quantity integer, p_source_key text, p_warehouse_id bigint DEFAULT NULL,
  p_product_variant_id bigint DEFAULT NULL, p_reserved_until timestamptz DEFAULT NULL,
  p_source_type text DEFAULT NULL, p_source_id bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_stock public.stock;
  v_known public.stock_reservation;
  v_new public.stock_reservation;
BEGIN
  PERFORM app.require_permission('inventory.write');
  IF p_source_type IS NOT NULL THEN
    PERFORM app.require_allowed('stock_reservation', 'source_type', p_source_type);
  END IF;
  PERFORM app.require_reference(p_source_type, p_source_id);
  IF p_quantity IS NULL OR p_quantity <= 0 THEN
    RAISE EXCEPTION 'A quantity is above zero, not %.', coalesce(p_quantity::text, 'empty')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF btrim(p_source_key) IS NULL OR btrim(p_source_key) = '' THEN
    RAISE EXCEPTION 'What the pieces are reserved for is missing.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'For example cart:42/line:7, and the same when you try again.';
  END IF;
  PERFORM app.require_no_order_line(p_source_key);
  IF p_reserved_until <= now() THEN
    RAISE EXCEPTION 'The reservation would be over before it began.' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  v_stock := app.lock_stock(p_product_id, p_product_variant_id, p_warehouse_id);

  SELECT * INTO v_known FROM public.stock_reservation r WHERE r.tenant_id = v_tenant AND r.source_key = p_source_key;
  IF FOUND THEN
    IF (v_known.stock_id, v_known.quantity) IS DISTINCT FROM (v_stock.id, p_quantity) THEN
      RAISE EXCEPTION 'There is a reservation for % already, of something else.', p_source_key
        USING ERRCODE = 'unique_violation', DETAIL = format('It is reservation %s.', v_known.id),
        HINT = 'Release it, and reserve with a key of its own.';
    END IF;
    IF v_known.status IN ('released', 'expired') THEN
      RAISE EXCEPTION 'The reservation for % is over.', p_source_key
        USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_known.status),
        HINT = 'Reserve anew with another key.';
    END IF;
    RETURN v_known.id;
  END IF;

  IF v_stock.available < p_quantity AND NOT v_stock.allow_backorder THEN
    -- Perhaps some pieces are kept by reservations that are over and that no job has closed yet.
    IF app.expire_stock_reservations(ARRAY[v_stock.id]) > 0 THEN
      SELECT * INTO v_stock FROM public.stock s WHERE s.tenant_id = v_tenant AND s.id = v_stock.id;
    END IF;
    IF v_stock.available < p_quantity THEN
      RAISE EXCEPTION 'Product % is short: % wanted, % available.', p_product_id, p_quantity, v_stock.available
        USING ERRCODE = 'check_violation', TABLE = 'stock',
        DETAIL = format('Of %s pieces on hand %s are reserved.', v_stock.on_hand, v_stock.reserved),
        HINT = 'Reserve fewer, or in another warehouse.';
    END IF;
  END IF;

  v_new.quantity := p_quantity;
  v_new.source_key := p_source_key;
  v_new.source_type := p_source_type;
  v_new.source_id := p_source_id;
  v_new.reserved_until := p_reserved_until;
  RETURN app.hold_stock(v_stock.id, v_new);
END
$$;

COMMENT ON FUNCTION app.reserve_stock(bigint, integer, text, bigint, bigint, timestamptz, text, bigint) IS
  'Keeps pieces for somebody, for good or until a time, and returns the reservation; the same source key again returns it and keeps nothing more. Raises 23514 when fewer are available, 23505 when the key reserved something else, 55000 when that reservation was released or has expired, or the key is that of an order line. Needs inventory.write.';
