-- may execute: nobody
CREATE OR REPLACE FUNCTION app.post_material_change(
  p_stock public.material_stock, p_change public.material_history
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_known public.material_history;
  v_on_hand numeric := p_stock.on_hand + coalesce(p_change.quantity_change, 0);
  v_reserved numeric := p_stock.reserved + coalesce(p_change.reserved_change, 0);
  v_id bigint;
BEGIN
  IF p_change.counterpart_id IS NULL THEN
    PERFORM app.require_idempotency_key(p_change.idempotency_key);
    SELECT * INTO v_known FROM public.material_history h
    WHERE h.tenant_id = v_tenant AND h.idempotency_key = p_change.idempotency_key;
    IF FOUND THEN
      IF (v_known.material_stock_id, v_known.action_type, v_known.quantity_change, v_known.reserved_change)
        IS DISTINCT FROM (p_stock.id, p_change.action_type, p_change.quantity_change, p_change.reserved_change) THEN
        RAISE EXCEPTION 'The idempotency key has been used for something else.'
          USING ERRCODE = 'unique_violation', DETAIL = format('It booked line %s of the history.', v_known.id),
          HINT = 'Use a key of its own for each change, and repeat a call only as it was.';
      END IF;
      RETURN v_known.id;
    END IF;
  END IF;
  IF v_reserved < 0 OR NOT p_stock.allow_backorder AND v_on_hand < v_reserved THEN
    RAISE EXCEPTION 'Material % is short.', p_stock.material_id
      USING ERRCODE = 'check_violation', TABLE = 'material_stock',
      DETAIL = format('Of %s on hand %s are reserved.', p_stock.on_hand, p_stock.reserved),
      HINT = 'Take less, release what is reserved, or transfer some from another warehouse.';
  END IF;

  UPDATE public.material_stock s SET on_hand = v_on_hand, reserved = v_reserved
  WHERE s.tenant_id = v_tenant AND s.id = p_stock.id;
  INSERT INTO public.material_history (
    tenant_id, material_id, material_variant_id, material_stock_id, action_type, quantity_change, reserved_change,
    reference_type, reference_id, counterpart_id, idempotency_key, notes, created_by
  )
  VALUES (
    v_tenant, p_stock.material_id, p_stock.material_variant_id, p_stock.id, p_change.action_type,
    p_change.quantity_change, p_change.reserved_change, p_change.reference_type, p_change.reference_id,
    p_change.counterpart_id, p_change.idempotency_key, p_change.notes, app.current_user_id()
  )
  ON CONFLICT (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
  RETURNING id INTO v_id;
  IF v_id IS NULL THEN
    -- The lock of the stock keeps calls for the same one apart: this key has booked another one a moment ago.
    RAISE EXCEPTION 'The idempotency key has been used for something else.'
      USING ERRCODE = 'unique_violation', DETAIL = format('It booked line %s of the history.', (
        SELECT h.id FROM public.material_history h
        WHERE h.tenant_id = v_tenant AND h.idempotency_key = p_change.idempotency_key)),
      HINT = 'Use a key of its own for each change, and repeat a call only as it was.';
  END IF;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.post_material_change(public.material_stock, public.material_history) IS
  'Books a change of a stock of material that the caller holds the lock of: pieces, promises, line of history; a known key books nothing. Not for callers: it asks for no permission.';
