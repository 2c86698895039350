-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.approve_evaluation(p_evaluation_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_evaluation public.performance_evaluation;
BEGIN
  v_evaluation := app.lock_submitted_evaluation(p_evaluation_id);
  IF v_evaluation.status = 'approved' THEN
    RETURN false;
  END IF;
  IF v_evaluation.status <> 'submitted' THEN
    RAISE EXCEPTION 'Evaluation % is %.', p_evaluation_id, v_evaluation.status
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Only a submitted one can be approved.';
  END IF;
  PERFORM app.require_full_weight(v_evaluation);

  -- Kept with the scores, so that a later change of a criterion does not change what was approved.
  UPDATE public.performance_score p SET weight = c.weight, max_score = c.max_score
  FROM public.performance_criteria c
  WHERE p.tenant_id = v_evaluation.tenant_id AND p.staff_id = v_evaluation.staff_id AND p.evaluation_id = p_evaluation_id
    AND c.tenant_id = p.tenant_id AND c.id = p.criteria_id;
  UPDATE public.performance_evaluation e
  SET status = 'approved', approved_by = app.current_user_id(), approved_at = clock_timestamp()
  WHERE e.tenant_id = v_evaluation.tenant_id AND e.id = p_evaluation_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.approve_evaluation(bigint) IS
  'Approves a submitted evaluation and keeps weights and top marks with its scores; from then on the judged sees it. Neither the judged nor the evaluator may. False when it is approved already. Needs workforce.approve and workforce.read_evaluations. Raises P0002, 42501, 55000.';
