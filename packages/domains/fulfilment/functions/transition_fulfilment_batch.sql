-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_fulfilment_batch(p_batch_id bigint, p_to text, p_note text DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_batch public.fulfilment_batches;
BEGIN
  PERFORM app.require_permission('fulfilment.ship');
  PERFORM app.require_allowed('fulfilment_batches', 'status', p_to);
  SELECT * INTO v_batch FROM public.fulfilment_batches b WHERE b.tenant_id = v_tenant AND b.id = p_batch_id
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no batch %.', coalesce(p_batch_id::text, 'without a number') USING ERRCODE = 'no_data_found';
  END IF;
  IF v_batch.status = p_to THEN
    RETURN false;
  END IF;
  IF p_to = 'completed' AND NOT EXISTS (
    SELECT FROM public.fulfilment_shipments s WHERE s.tenant_id = v_tenant AND s.batch_id = p_batch_id
  ) THEN
    RAISE EXCEPTION 'Batch % is empty.', p_batch_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Call app.add_to_fulfilment_batch first, or cancel it.';
  END IF;
  -- The guard of the status knows the paths.
  UPDATE public.fulfilment_batches b SET status = p_to, status_note = p_note, updated_by = app.current_user_id()
  WHERE b.tenant_id = v_tenant AND b.id = p_batch_id;
  IF p_to = 'cancelled' THEN
    PERFORM FROM public.fulfilment_shipments s
    WHERE s.tenant_id = v_tenant AND s.batch_id = p_batch_id ORDER BY s.id FOR NO KEY UPDATE;
    UPDATE public.fulfilment_shipments s SET batch_id = NULL, updated_by = app.current_user_id()
    WHERE s.tenant_id = v_tenant AND s.batch_id = p_batch_id;
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_fulfilment_batch(bigint, text, text) IS
  'Moves a batch along: draft, processing, completed; a cancelled one lets its shipments go. False when it is there already. Needs fulfilment.ship. Raises P0002, 22023, 55000 when there is no such path or it is empty.';
