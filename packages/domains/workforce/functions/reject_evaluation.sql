-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.reject_evaluation(p_evaluation_id bigint, p_reason text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_evaluation public.performance_evaluation;
BEGIN
  v_evaluation := app.lock_submitted_evaluation(p_evaluation_id);
  IF v_evaluation.status = 'rejected' THEN
    RETURN false;
  END IF;
  IF v_evaluation.status <> 'submitted' THEN
    RAISE EXCEPTION 'Evaluation % is %.', p_evaluation_id, v_evaluation.status
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Only a submitted one can be rejected.';
  END IF;

  UPDATE public.performance_evaluation e
  SET status = 'rejected', rejected_by = app.current_user_id(), rejected_at = clock_timestamp(),
    rejection_reason = p_reason
  WHERE e.tenant_id = v_evaluation.tenant_id AND e.id = p_evaluation_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.reject_evaluation(bigint, text) IS
  'Sends a submitted evaluation back to its evaluator, who can work it over and hand it in again. Neither the judged nor the evaluator may. False when it was sent back already. Needs workforce.approve and workforce.read_evaluations. Raises P0002, 42501, 55000, 23514 without a reason.';
