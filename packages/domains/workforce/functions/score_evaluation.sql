-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.score_evaluation(
  p_evaluation_id bigint, p_criteria_id bigint, p_score numeric, p_comments text DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_criterion public.performance_criteria;
  v_evaluation public.performance_evaluation;
BEGIN
  PERFORM app.require_permission('workforce.evaluate');
  PERFORM app.require_decimals('score', p_score, 2);
  -- The criterion comes before the evaluation, as in the triggers of both.
  SELECT * INTO v_criterion FROM public.performance_criteria c
  WHERE c.tenant_id = v_tenant AND c.id = p_criteria_id FOR SHARE;
  v_evaluation := app.lock_own_evaluation(p_evaluation_id);
  IF p_score IS NULL THEN
    DELETE FROM public.performance_score p
    WHERE p.tenant_id = v_evaluation.tenant_id AND p.staff_id = v_evaluation.staff_id
      AND p.evaluation_id = p_evaluation_id AND p.criteria_id = p_criteria_id;
    RETURN;
  END IF;
  IF v_criterion.id IS NULL THEN
    RAISE EXCEPTION 'There is no criterion %.', p_criteria_id USING ERRCODE = 'no_data_found';
  END IF;
  IF NOT v_criterion.is_active OR v_criterion.department_id <> coalesce(v_evaluation.department_id, 0) THEN
    RAISE EXCEPTION 'Criterion % is not one of this evaluation.', p_criteria_id
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Use the active criteria of the department of the evaluation and those of all departments.';
  END IF;

  INSERT INTO public.performance_score (tenant_id, evaluation_id, staff_id, criteria_id, score, comments, evaluator_id)
  VALUES (v_evaluation.tenant_id, p_evaluation_id, v_evaluation.staff_id, p_criteria_id, p_score, p_comments,
    v_evaluation.evaluator_id)
  ON CONFLICT (tenant_id, staff_id, evaluation_id, criteria_id)
  DO UPDATE SET score = excluded.score, comments = excluded.comments, evaluator_id = excluded.evaluator_id;
END
$$;

COMMENT ON FUNCTION app.score_evaluation(bigint, bigint, numeric, text) IS
  'Gives a score for a criterion in an open evaluation, again if need be; without a score it is taken out. Only the evaluator may. Needs workforce.evaluate. Raises P0002, 55000 when the evaluation was handed in or the criterion is none of it, 23514 when the score is above the top mark.';
