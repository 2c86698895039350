-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.review_shift_report(
  p_report_id bigint, p_decision text, p_comment text DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_report public.shift_report;
BEGIN
  PERFORM app.require_permission('workforce.approve');
  IF p_decision IS NULL OR p_decision NOT IN ('approved', 'rejected') THEN
    RAISE EXCEPTION 'A report is not reviewed as %.', coalesce(p_decision, 'nothing')
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Use approved or rejected.';
  END IF;
  SELECT * INTO v_report FROM public.shift_report r
  WHERE r.tenant_id = v_tenant AND r.id = p_report_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no report %.', p_report_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_report.staff_id = app.current_user_id() THEN
    RAISE EXCEPTION 'Nobody reviews the own report.'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Let somebody else who holds workforce.approve do it.';
  END IF;
  IF v_report.status = p_decision THEN
    RETURN false;
  END IF;
  IF v_report.status <> 'submitted' THEN
    RAISE EXCEPTION 'Report % is %.', p_report_id, v_report.status
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Only a closed report that nobody has reviewed can be.';
  END IF;

  -- Not now(), which may be before a report that was closed while this transaction was open.
  UPDATE public.shift_report r
  SET status = p_decision, reviewed_by = app.current_user_id(), reviewed_at = clock_timestamp(),
    review_comment = p_comment
  WHERE r.tenant_id = v_tenant AND r.id = p_report_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.review_shift_report(bigint, text, text) IS
  'Approves or rejects a closed report of somebody else. False when it was reviewed so already. Needs workforce.approve. Raises P0002, 42501, 55000.';
