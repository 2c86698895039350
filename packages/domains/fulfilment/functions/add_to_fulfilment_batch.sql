-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.add_to_fulfilment_batch(p_batch_id bigint, p_shipment_ids bigint[]) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_batch public.fulfilment_batches;
  v_unknown text;
  v_added integer;
BEGIN
  PERFORM app.require_permission('fulfilment.ship');
  PERFORM app.require_at_most('shipments', cardinality(p_shipment_ids), 1000);
  SELECT * INTO v_batch FROM public.fulfilment_batches b WHERE b.tenant_id = v_tenant AND b.id = p_batch_id
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no batch %.', coalesce(p_batch_id::text, 'without a number') USING ERRCODE = 'no_data_found';
  END IF;
  IF v_batch.status NOT IN ('draft', 'processing') THEN
    RAISE EXCEPTION 'Batch % takes no more shipments.', p_batch_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_batch.status);
  END IF;
  PERFORM FROM public.fulfilment_shipments s
  WHERE s.tenant_id = v_tenant AND s.id = ANY (p_shipment_ids) ORDER BY s.id FOR NO KEY UPDATE;
  SELECT string_agg(w.id::text, ', ' ORDER BY w.id) INTO v_unknown
  FROM unnest(p_shipment_ids) AS w (id)
  WHERE NOT EXISTS (SELECT FROM public.fulfilment_shipments s WHERE s.tenant_id = v_tenant AND s.id = w.id);
  IF v_unknown IS NOT NULL THEN
    RAISE EXCEPTION 'There is no shipment %.', v_unknown USING ERRCODE = 'no_data_found';
  END IF;
  SELECT string_agg(format('%s in batch %s', s.shipment_number, s.batch_id), ', ' ORDER BY s.id) INTO v_unknown
  FROM public.fulfilment_shipments s
  WHERE s.tenant_id = v_tenant AND s.id = ANY (p_shipment_ids) AND s.batch_id <> p_batch_id;
  IF v_unknown IS NOT NULL THEN
    RAISE EXCEPTION 'Shipments are in another batch already.'
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = v_unknown || '.', HINT = 'Cancel that batch first.';
  END IF;
  UPDATE public.fulfilment_shipments s SET batch_id = p_batch_id, updated_by = app.current_user_id()
  WHERE s.tenant_id = v_tenant AND s.id = ANY (p_shipment_ids) AND s.batch_id IS NULL;
  GET DIAGNOSTICS v_added = ROW_COUNT;
  RETURN v_added;
END
$$;

COMMENT ON FUNCTION app.add_to_fulfilment_batch(bigint, bigint[]) IS
  'Puts shipments into a batch that is not handed over yet; returns how many were added, those that are in it already not counted. Needs fulfilment.ship. Raises P0002, 54000 for more than 1,000, 55000 when the batch takes no more, or a shipment is in another one.';
