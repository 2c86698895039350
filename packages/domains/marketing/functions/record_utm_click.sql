-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.record_utm_click(
  p_utm_link_id bigint, p_session_key text DEFAULT NULL, p_details jsonb DEFAULT '{}', p_clicked_at timestamptz DEFAULT now()
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_click bigint;
BEGIN
  PERFORM app.require_permission('marketing.track');
  IF p_clicked_at > now() OR p_clicked_at IS NULL THEN
    RAISE EXCEPTION 'A click is recorded after it happened.' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM FROM public.mkt_utm_links l
  WHERE l.tenant_id = v_tenant AND l.id = p_utm_link_id AND l.deleted_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no link %.', p_utm_link_id USING ERRCODE = 'no_data_found';
  END IF;

  -- The link last: its lock is what clicks on it wait for, and it is held until the transaction ends.
  INSERT INTO public.mkt_utm_clicks
    (tenant_id, utm_link_id, clicked_at, session_key, ip_address, user_agent, referrer, country_code, customer_id)
  VALUES (
    v_tenant, p_utm_link_id, p_clicked_at, nullif(btrim(p_session_key), ''), (p_details ->> 'ip_address')::inet,
    p_details ->> 'user_agent', p_details ->> 'referrer', upper(p_details ->> 'country_code'),
    (p_details ->> 'customer_id')::bigint
  )
  RETURNING id INTO v_click;
  UPDATE public.mkt_utm_links l SET clicks = l.clicks + 1 WHERE l.tenant_id = v_tenant AND l.id = p_utm_link_id;
  RETURN v_click;
END
$$;

COMMENT ON FUNCTION app.record_utm_click(bigint, text, jsonb, timestamptz) IS
  'Takes in a click on a tracked link and counts it; returns its number. The details may name ip_address, user_agent, referrer, country_code and customer_id. Needs marketing.track. Raises P0002 when there is no such living link.';
