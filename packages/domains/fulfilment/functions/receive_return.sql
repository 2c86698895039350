-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.receive_return(
  p_case_id bigint, p_quantity integer, p_outcome text, p_key text, p_warehouse_id bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_known public.fulfilment_returns;
  v_movement bigint;
  v_return bigint;
BEGIN
  PERFORM app.require_permission('fulfilment.receive');
  PERFORM app.require_idempotency_key(p_key, 200);
  IF p_quantity > 0 IS NOT TRUE THEN
    RAISE EXCEPTION 'A quantity is above zero, not %.', coalesce(p_quantity::text, 'empty')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM app.require_allowed('fulfilment_returns', 'outcome', p_outcome);
  IF p_outcome <> 'restock' AND p_warehouse_id IS NOT NULL THEN
    RAISE EXCEPTION 'What is not restocked lies in no warehouse.' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM app.lock_case(p_case_id);
  SELECT * INTO v_known FROM public.fulfilment_returns r WHERE r.tenant_id = v_tenant AND r.idempotency_key = p_key;
  IF FOUND THEN
    PERFORM app.require_same_request(
      (v_known.case_id, v_known.quantity, v_known.outcome, v_known.warehouse_id)
        IS NOT DISTINCT FROM (p_case_id, p_quantity, p_outcome, p_warehouse_id),
      format('It received return %s.', v_known.id)
    );
    RETURN v_known.id;
  END IF;
  v_movement := app.book_case_return(
    p_case_id, p_quantity, p_outcome = 'restock', p_warehouse_id, format('case:%s/return:%s', p_case_id, md5(p_key))
  );
  INSERT INTO public.fulfilment_returns (
    tenant_id, case_id, quantity, outcome, warehouse_id, stock_movement_id, idempotency_key, created_by
  )
  VALUES (
    v_tenant, p_case_id, p_quantity, p_outcome, p_warehouse_id, v_movement, p_key, app.current_user_id()
  )
  ON CONFLICT (tenant_id, idempotency_key) DO NOTHING
  RETURNING id INTO v_return;
  -- A return of another case was received with the key a moment ago.
  PERFORM app.require_same_request(v_return IS NOT NULL, 'It received a return of another case.');
  RETURN v_return;
END
$$;

COMMENT ON FUNCTION app.receive_return(bigint, integer, text, text, bigint) IS
  'Books in what a customer sent back for an after-sales case: restock, into a warehouse (the default one when none is named); scrap; or repair, of pieces that stay the customer''s. Returns the return; the same key again returns it once more. Needs fulfilment.receive. Raises P0002, 22023, 23514 for more than the case is about, 55000 when the case waits for nothing, 23505 when the key received something else.';
