-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.confirm_parcel_delivery(p_parcel_id bigint, p_delivered_at timestamptz DEFAULT now())
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_parcel public.fulfilment_parcels;
  v_order public.orders;
BEGIN
  PERFORM app.require_permission('fulfilment.track');
  IF isfinite(p_delivered_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'A parcel arrives at some moment.' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  SELECT * INTO v_parcel FROM public.fulfilment_parcels p WHERE p.tenant_id = v_tenant AND p.id = p_parcel_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no parcel %.', coalesce(p_parcel_id::text, 'without a number')
      USING ERRCODE = 'no_data_found';
  END IF;
  v_order := app.lock_order(v_parcel.order_id);
  SELECT * INTO v_parcel FROM public.fulfilment_parcels p WHERE p.tenant_id = v_tenant AND p.id = p_parcel_id
  FOR NO KEY UPDATE;
  IF v_parcel.status = 'delivered' THEN
    RETURN false;
  END IF;
  PERFORM app.deliver_parcel(v_order, p_parcel_id, p_delivered_at);
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.confirm_parcel_delivery(bigint, timestamptz) IS
  'Says that a parcel has arrived which no carrier reports on: it was collected, or driven there by ourselves. False when it has arrived already. Needs fulfilment.track. Raises P0002, 22023.';
