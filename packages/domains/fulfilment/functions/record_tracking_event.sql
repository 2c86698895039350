-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.record_tracking_event(
  p_carrier text, p_event_id text, p_tracking_number text, p_status text, p_occurred_at timestamptz DEFAULT now(),
  p_details jsonb DEFAULT '{}'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_known bigint;
  v_order public.orders;
  v_parcel public.fulfilment_parcels;
  v_event bigint;
BEGIN
  PERFORM app.require_permission('fulfilment.track');
  PERFORM app.require_record('details of an event', coalesce(p_details, '{}'), 'location text', '*');
  PERFORM app.require_allowed('fulfilment_tracking_events', 'status', p_status);
  IF isfinite(p_occurred_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'An event has a moment at which it occurred.' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  v_known := app.known_tracking_event(p_carrier, p_event_id, p_tracking_number, p_status);
  IF v_known IS NOT NULL THEN
    RETURN v_known;
  END IF;
  SELECT * INTO v_parcel FROM public.fulfilment_parcels p
  WHERE p.tenant_id = v_tenant AND p.carrier = p_carrier AND p.tracking_number = p_tracking_number
  ORDER BY p.status = 'delivered', p.id DESC LIMIT 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'No parcel has number % of carrier %.', coalesce(left(p_tracking_number, 60), 'none'), coalesce(left(p_carrier, 60), 'none')
      USING ERRCODE = 'no_data_found',
      HINT = 'Write carrier and tracking_number into fulfilment_parcels when the label is made, then record the event again.';
  END IF;

  -- The order first, as everybody locks; under it, events of its parcels come one after the other.
  v_order := app.lock_order(v_parcel.order_id);
  v_known := app.known_tracking_event(p_carrier, p_event_id, p_tracking_number, p_status);
  IF v_known IS NOT NULL THEN
    RETURN v_known;
  END IF;
  SELECT * INTO v_parcel FROM public.fulfilment_parcels p WHERE p.tenant_id = v_tenant AND p.id = v_parcel.id
  FOR NO KEY UPDATE;
  INSERT INTO public.fulfilment_tracking_events (
    tenant_id, parcel_id, carrier, event_id, tracking_number, status, occurred_at, location, details
  )
  VALUES (
    v_tenant, v_parcel.id, p_carrier, p_event_id, p_tracking_number, p_status, p_occurred_at, p_details ->> 'location',
    coalesce(p_details, '{}') - 'location'
  )
  ON CONFLICT (tenant_id, carrier, event_id) DO NOTHING
  RETURNING id INTO v_event;
  -- Another parcel got an event with this key a moment ago.
  PERFORM app.require_same_request(v_event IS NOT NULL, 'It is an event of another parcel.');
  IF v_parcel.status = 'delivered' THEN
    RETURN v_event;
  END IF;
  IF p_status = 'delivered' THEN
    PERFORM app.deliver_parcel(v_order, v_parcel.id, p_occurred_at);
  ELSE
    -- Events come late and out of order: the latest that occurred says where the parcel is.
    UPDATE public.fulfilment_parcels p SET status = e.status, updated_by = app.current_user_id()
    FROM (
      SELECT t.status FROM public.fulfilment_tracking_events t
      WHERE t.tenant_id = v_tenant AND t.parcel_id = v_parcel.id ORDER BY t.occurred_at DESC, t.id DESC LIMIT 1
    ) e
    WHERE p.tenant_id = v_tenant AND p.id = v_parcel.id AND p.status <> e.status;
  END IF;
  RETURN v_event;
END
$$;

COMMENT ON FUNCTION app.record_tracking_event(text, text, text, text, timestamptz, jsonb) IS
  'Records what a carrier told of a parcel, each event once by carrier and event id: a second call returns the first one''s event. delivered books the pieces of the parcel as delivered and moves shipment and order along; other events say where the parcel is, the latest that occurred wins. Details: location, and what else was said. Needs fulfilment.track. Raises P0002 for a number that no parcel has, 22023, 23505 when the event id was told of something else.';
