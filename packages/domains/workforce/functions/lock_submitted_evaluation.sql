-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_submitted_evaluation(p_evaluation_id bigint) RETURNS public.performance_evaluation
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_evaluation public.performance_evaluation;
BEGIN
  PERFORM app.require_permission('workforce.approve');
  PERFORM app.require_permission('workforce.read_evaluations');
  -- Criteria before evaluations, as everywhere.
  PERFORM FROM public.performance_criteria c
  WHERE c.tenant_id = v_tenant AND c.id IN (
    SELECT p.criteria_id FROM public.performance_score p
    WHERE p.tenant_id = v_tenant AND p.evaluation_id = p_evaluation_id
      AND p.staff_id = (SELECT e.staff_id FROM public.performance_evaluation e
                        WHERE e.tenant_id = v_tenant AND e.id = p_evaluation_id)
  )
  ORDER BY c.id FOR SHARE;
  SELECT * INTO v_evaluation FROM public.performance_evaluation e
  WHERE e.tenant_id = v_tenant AND e.id = p_evaluation_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no evaluation %.', p_evaluation_id USING ERRCODE = 'no_data_found';
  END IF;
  IF app.current_user_id() IN (v_evaluation.staff_id, v_evaluation.evaluator_id) THEN
    RAISE EXCEPTION 'Neither the judged nor the evaluator decides on an evaluation.'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Let somebody else who holds workforce.approve do it.';
  END IF;
  RETURN v_evaluation;
END
$$;

COMMENT ON FUNCTION app.lock_submitted_evaluation(bigint) IS
  'Locks an evaluation for whoever decides on it and returns it; for the functions of this domain. Needs workforce.approve and workforce.read_evaluations. Raises P0002, 42501 for the judged and the evaluator.';
