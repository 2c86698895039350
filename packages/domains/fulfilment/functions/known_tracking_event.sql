-- may execute: nobody
CREATE OR REPLACE FUNCTION app.known_tracking_event(
  p_carrier text, p_event_id text, p_tracking_number text, p_status text
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_known public.fulfilment_tracking_events;
BEGIN
  PERFORM app.require_idempotency_key(p_event_id, 200);
  SELECT * INTO v_known FROM public.fulfilment_tracking_events e
  WHERE e.tenant_id = v_tenant AND e.carrier = p_carrier AND e.event_id = p_event_id;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM app.require_same_request(
    (v_known.tracking_number, v_known.status) = (p_tracking_number, p_status),
    format('It is event %s: %s of %s.', v_known.id, v_known.status, v_known.tracking_number)
  );
  RETURN v_known.id;
END
$$;

COMMENT ON FUNCTION app.known_tracking_event(text, text, text, text) IS
  'The event that a carrier has told already under this id, or NULL; raises 23505 when it told something else, 22023 without an id. Not for callers.';
