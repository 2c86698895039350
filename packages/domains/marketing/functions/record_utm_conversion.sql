-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.record_utm_conversion(
  p_order_id bigint, p_session_key text, p_within interval DEFAULT '30 days'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.orders;
  v_click public.mkt_utm_clicks;
  v_link bigint;
  v_rate numeric;
BEGIN
  PERFORM app.require_permission('marketing.track');

  -- Locks: the order after its customer, then the link. Who credits the same order waits here and finds it credited.
  v_order := app.lock_order(p_order_id);
  SELECT v.utm_link_id INTO v_link FROM public.mkt_utm_conversions v
  WHERE v.tenant_id = v_tenant AND v.order_id = p_order_id;
  IF FOUND THEN
    RETURN v_link;
  END IF;

  IF v_order.status = 'cancelled' THEN
    RETURN NULL;
  END IF;
  SELECT * INTO v_click FROM public.mkt_utm_clicks c
  WHERE c.tenant_id = v_tenant AND c.session_key = nullif(btrim(p_session_key), '')
    AND c.clicked_at > v_order.created_at - p_within AND c.clicked_at <= now()
  ORDER BY c.clicked_at DESC, c.id DESC LIMIT 1;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT a.commission_rate INTO v_rate
  FROM public.mkt_utm_links l
  JOIN public.mkt_affiliates a ON a.tenant_id = l.tenant_id AND a.id = l.affiliate_id
  WHERE l.tenant_id = v_tenant AND l.id = v_click.utm_link_id AND a.status = 'active' AND a.deleted_at IS NULL;

  INSERT INTO public.mkt_utm_conversions
    (tenant_id, order_id, utm_link_id, utm_click_id, clicked_at, converted_at, commission_rate)
  VALUES (v_tenant, p_order_id, v_click.utm_link_id, v_click.id, v_click.clicked_at, now(), v_rate)
  -- Never met under the lock; for a session whose snapshot is older than the other one's, that is 40001.
  ON CONFLICT DO NOTHING;
  UPDATE public.mkt_utm_links l SET conversions = l.conversions + 1
  WHERE l.tenant_id = v_tenant AND l.id = v_click.utm_link_id;
  RETURN v_click.utm_link_id;
END
$$;

COMMENT ON FUNCTION app.record_utm_conversion(bigint, text, interval) IS
  'Credits an order to the last click of its visitor within the time, once, at the commission of that moment; returns the link, also when it was credited before, and nothing when there was no click or the order was cancelled. A cancelled order takes its conversion along. Needs marketing.track. Raises P0002.';
