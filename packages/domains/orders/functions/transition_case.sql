-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_case(p_case_id bigint, p_to text, p_note text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_case public.order_items_after_sales;
BEGIN
  PERFORM app.require_permission('orders.write');
  v_case := app.lock_case(p_case_id);
  IF v_case.status = p_to THEN
    RETURN false;
  END IF;
  PERFORM app.require_path(
    app.case_transition_allowed(v_case.status, p_to), 'Case ' || p_case_id, v_case.status, p_to,
    'app.case_transition_allowed lists the paths of a case.'
  );
  IF p_to = 'received' THEN
    RAISE EXCEPTION 'The goods of case % have not been received.', p_case_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Call app.receive_return, which books them.';
  END IF;
  IF p_to = 'refunded' THEN
    RAISE EXCEPTION 'The money of case % has not been given back.', p_case_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Call app.refund_case, which books it.';
  END IF;
  UPDATE public.order_items_after_sales c
  SET status = p_to, status_note = p_note, updated_by = app.current_user_id()
  WHERE c.tenant_id = v_case.tenant_id AND c.id = v_case.id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_case(bigint, text, text) IS
  'Moves an after-sales case to another status along an allowed path and, by a trigger, writes the history. False when it is there already. Goods that come back move it by app.receive_return, money by app.refund_case. Needs orders.write. Raises P0002, 55000 when there is no such path.';
