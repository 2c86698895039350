-- may execute: nobody
CREATE OR REPLACE FUNCTION app.pack_parcels(p_shipment_id bigint, p_lines jsonb, p_details jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
  v_order bigint := (SELECT s.order_id FROM public.fulfilment_shipments s WHERE s.tenant_id = v_tenant AND s.id = p_shipment_id);
BEGIN
  INSERT INTO public.fulfilment_parcels (
    tenant_id, order_id, shipment_id, parcel_number, carrier, service, tracking_number, tracking_url, package_code,
    weight_grams, length_mm, width_mm, height_mm, requires_signature, requires_insurance, saturday_delivery,
    contains_alcohol, estimated_cost, actual_cost, insurance_amount, confirmation_amount, label_url, label_format,
    label_expires_at, created_by, updated_by
  )
  SELECT v_tenant, v_order, p_shipment_id, n.parcel, coalesce(d.carrier, 'own_delivery'), d.service, d.tracking_number, d.tracking_url,
    d.package_code, d.weight_grams, d.length_mm, d.width_mm, d.height_mm, coalesce(d.requires_signature, false),
    coalesce(d.requires_insurance, false), coalesce(d.saturday_delivery, false), coalesce(d.contains_alcohol, false),
    coalesce(d.estimated_cost, 0), coalesce(d.actual_cost, 0), coalesce(d.insurance_amount, 0),
    coalesce(d.confirmation_amount, 0), d.label_url, d.label_format, d.label_expires_at, v_user, v_user
  FROM (
    SELECT DISTINCT coalesce(a.parcel, 1) AS parcel FROM jsonb_to_recordset(p_lines) AS a (parcel integer)
  ) n
  -- What is said of the shipment holds for the first parcel; of the others only what parcels share.
  CROSS JOIN LATERAL jsonb_to_record(
    CASE n.parcel WHEN 1 THEN p_details ELSE jsonb_build_object('carrier', p_details -> 'carrier',
      'service', p_details -> 'service', 'requires_signature', p_details -> 'requires_signature',
      'requires_insurance', p_details -> 'requires_insurance', 'saturday_delivery', p_details -> 'saturday_delivery',
      'contains_alcohol', p_details -> 'contains_alcohol') END
    || coalesce(p_details -> 'parcels' -> (n.parcel - 1), '{}')
  ) AS d (
    carrier text, service text, tracking_number text, tracking_url text, package_code text, weight_grams integer,
    length_mm integer, width_mm integer, height_mm integer, requires_signature boolean, requires_insurance boolean,
    saturday_delivery boolean, contains_alcohol boolean, estimated_cost numeric, actual_cost numeric,
    insurance_amount numeric, confirmation_amount numeric, label_url text, label_format text, label_expires_at timestamptz
  )
  ORDER BY n.parcel;
  INSERT INTO public.fulfilment_shipment_lines (tenant_id, order_id, shipment_id, parcel_id, order_item_id, quantity)
  SELECT v_tenant, v_order, p_shipment_id, p.id, a.order_item_id, a.quantity
  FROM jsonb_to_recordset(p_lines) AS a (order_item_id bigint, quantity integer, parcel integer)
  JOIN public.fulfilment_parcels p ON p.tenant_id = v_tenant AND p.order_id = v_order AND p.shipment_id = p_shipment_id
    AND p.parcel_number = coalesce(a.parcel, 1)
  ORDER BY p.parcel_number, a.order_item_id;
END
$$;

COMMENT ON FUNCTION app.pack_parcels(bigint, jsonb, jsonb) IS
  'Writes the parcels of a new shipment and which pieces are in which. Not for callers: it asks for no permission.';
