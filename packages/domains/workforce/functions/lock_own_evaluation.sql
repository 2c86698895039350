-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_own_evaluation(p_evaluation_id bigint) RETURNS public.performance_evaluation
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_evaluation public.performance_evaluation;
BEGIN
  SELECT * INTO v_evaluation FROM public.performance_evaluation e
  WHERE e.tenant_id = v_tenant AND e.id = p_evaluation_id AND e.evaluator_id = app.current_user_id()
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no evaluation % of which you are the evaluator.', p_evaluation_id
      USING ERRCODE = 'no_data_found';
  END IF;
  IF v_evaluation.status NOT IN ('draft', 'rejected') THEN
    RAISE EXCEPTION 'Evaluation % is %.', p_evaluation_id, v_evaluation.status
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Only a draft or a rejected one can be worked on.';
  END IF;
  RETURN v_evaluation;
END
$$;

COMMENT ON FUNCTION app.lock_own_evaluation(bigint) IS
  'Locks an open evaluation of which the user is the evaluator and returns it; for the functions of this domain. Raises P0002, 55000.';
