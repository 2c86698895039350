-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.record_utm_click(
  p_utm_link_id bigint, p_session_key text DEFAULT NULL, p_details jsonb DEFAULT '{}', p_clicked_at timestamptz DEFAULT now(),
  p_idempotency_key text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_known public.mkt_utm_clicks;
  v_click bigint;
BEGIN
  PERFORM app.require_permission('marketing.track');
  PERFORM app.require_record('details of a click', coalesce(p_details, '{}'), 'ip_address inet', 'user_agent text', 'referrer text',
    'country_code char(2)', 'customer_id bigint');
  IF p_clicked_at > now() OR p_clicked_at IS NULL THEN
    RAISE EXCEPTION 'A click is recorded after it happened.' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM FROM public.mkt_utm_links l
  WHERE l.tenant_id = v_tenant AND l.id = p_utm_link_id AND l.deleted_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no link %.', p_utm_link_id USING ERRCODE = 'no_data_found';
  END IF;

  IF p_idempotency_key IS NOT NULL THEN
    -- Sessions with the same key wait for each other; whoever comes second finds the click. Where its snapshot is older,
    -- the link has changed since, and that is 40001.
    PERFORM pg_advisory_xact_lock(hashtextextended('mkt_utm_clicks ' || v_tenant || ' ' || p_idempotency_key, 0));
    SELECT * INTO v_known FROM public.mkt_utm_clicks c
    WHERE c.tenant_id = v_tenant AND c.idempotency_key = p_idempotency_key;
    IF FOUND THEN
      IF v_known.utm_link_id <> p_utm_link_id THEN
        RAISE EXCEPTION 'The idempotency key has taken in something else.'
          USING ERRCODE = 'unique_violation', DETAIL = format('It took in click %s on link %s.', v_known.id, v_known.utm_link_id),
          HINT = 'Use a key of its own for each click, and repeat a call only as it was.';
      END IF;
      RETURN v_known.id;
    END IF;
  END IF;

  -- The link last: its lock is what clicks on it wait for, and it is held until the transaction ends.
  INSERT INTO public.mkt_utm_clicks
    (tenant_id, utm_link_id, clicked_at, session_key, ip_address, user_agent, referrer, country_code, customer_id,
     idempotency_key)
  VALUES (
    v_tenant, p_utm_link_id, p_clicked_at, nullif(btrim(p_session_key), ''), (p_details ->> 'ip_address')::inet,
    p_details ->> 'user_agent', p_details ->> 'referrer', upper(p_details ->> 'country_code'),
    (p_details ->> 'customer_id')::bigint, p_idempotency_key
  )
  RETURNING id INTO v_click;
  UPDATE public.mkt_utm_links l SET clicks = l.clicks + 1 WHERE l.tenant_id = v_tenant AND l.id = p_utm_link_id;
  RETURN v_click;
END
$$;

COMMENT ON FUNCTION app.record_utm_click(bigint, text, jsonb, timestamptz, text) IS
  'Takes in a click on a tracked link and counts it; returns its number, and with the same key again that of the first one. Without a key a second call is a second one. The details may name ip_address, user_agent, referrer, country_code and customer_id. Needs marketing.track. Raises P0002 when there is no such living link, 22023, 23505 when the key has taken in something else.';
