-- may execute: nobody
CREATE OR REPLACE FUNCTION app.known_stock_movement(p_movement public.stock_movement) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_known public.stock_movement;
BEGIN
  PERFORM app.require_idempotency_key(p_movement.idempotency_key);
  SELECT * INTO v_known FROM public.stock_movement m
  WHERE m.tenant_id = v_tenant AND m.idempotency_key = p_movement.idempotency_key;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF (v_known.stock_id, v_known.kind, v_known.quantity, v_known.reservation_id)
    IS DISTINCT FROM (p_movement.stock_id, p_movement.kind, p_movement.quantity, p_movement.reservation_id) THEN
    RAISE EXCEPTION 'The idempotency key has been used for something else.'
      USING ERRCODE = 'unique_violation', DETAIL = format('It booked movement %s.', v_known.id),
      HINT = 'Use a key of its own for each movement, and repeat a call only as it was.';
  END IF;
  RETURN v_known.id;
END
$$;

COMMENT ON FUNCTION app.known_stock_movement(public.stock_movement) IS
  'The movement that a key has booked already, to be asked under the lock of its stock; raises 23505 when it booked something else, 22023 when the key is missing. Not for callers.';
