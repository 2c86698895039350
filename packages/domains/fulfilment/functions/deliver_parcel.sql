-- may execute: nobody
CREATE OR REPLACE FUNCTION app.deliver_parcel(p_order public.orders, p_parcel_id bigint, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
  v_shipment bigint;
BEGIN
  UPDATE public.fulfilment_parcels p
  SET status = 'delivered', delivered_at = greatest(p_at, s.shipped_at), updated_by = v_user
  FROM public.fulfilment_shipments s
  WHERE p.tenant_id = v_tenant AND p.id = p_parcel_id AND s.tenant_id = v_tenant AND s.id = p.shipment_id
  RETURNING s.id INTO v_shipment;
  UPDATE public.fulfilment_shipments s
  SET status = CASE WHEN f.is_complete THEN 'delivered' ELSE 'partially_delivered' END,
    delivered_at = CASE WHEN f.is_complete THEN f.last_at END, updated_by = v_user
  FROM (
    SELECT bool_and(p.status = 'delivered') AS is_complete, max(p.delivered_at) AS last_at
    FROM public.fulfilment_parcels p
    WHERE p.tenant_id = v_tenant AND p.order_id = p_order.id AND p.shipment_id = v_shipment
  ) f
  WHERE s.tenant_id = v_tenant AND s.id = v_shipment;
  PERFORM app.book_order_delivery(p_order, (
    SELECT jsonb_agg(jsonb_build_object('order_item_id', l.order_item_id, 'quantity', l.quantity) ORDER BY l.order_item_id)
    FROM public.fulfilment_shipment_lines l
    WHERE l.tenant_id = v_tenant AND l.shipment_id = v_shipment AND l.parcel_id = p_parcel_id
  ));
END
$$;

COMMENT ON FUNCTION app.deliver_parcel(public.orders, bigint, timestamptz) IS
  'Books a parcel as arrived, and with it its shipment, its pieces and the order, whose lock the caller holds. Not for callers: it asks for no permission.';
