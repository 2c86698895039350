-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_evaluation(
  p_staff_id bigint, p_period_start date, p_period_end date, p_scores jsonb DEFAULT '[]', p_details jsonb DEFAULT '{}'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
  v_evaluator bigint;
  v_id bigint;
  v_known bigint;
BEGIN
  PERFORM app.require_permission('workforce.evaluate');
  PERFORM app.require_record('details of an evaluation', p_details, 'evaluator_id bigint', 'department_id bigint', 'notes text');
  PERFORM app.require_recordset('scores of an evaluation', p_scores, 'criteria_id bigint NOT NULL', 'score numeric(5,2) NOT NULL',
    'comments text');
  v_evaluator := coalesce((p_details ->> 'evaluator_id')::bigint, v_user);
  IF p_period_end < p_period_start OR p_period_start IS NULL OR p_period_end IS NULL THEN
    RAISE EXCEPTION 'A period ends after it begins.'
      USING ERRCODE = 'invalid_parameter_value', DETAIL = format('From %s to %s.', p_period_start, p_period_end);
  ELSIF p_staff_id IN (v_user, v_evaluator) THEN
    RAISE EXCEPTION 'Nobody is evaluated by themselves.'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Let somebody else who holds workforce.evaluate do it.';
  ELSIF v_evaluator IS DISTINCT FROM v_user AND p_scores <> '[]' THEN
    RAISE EXCEPTION 'Only the evaluator gives scores.'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Open the evaluation without scores, or without an evaluator_id.';
  END IF;
  PERFORM FROM public.sys_tenant_members m
  WHERE m.tenant_id = v_tenant AND m.user_id = p_staff_id AND m.status = 'active';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no active member %.', p_staff_id USING ERRCODE = 'no_data_found';
  END IF;

  -- Criteria before evaluations, as in app.score_evaluation, and all of them before the first score.
  PERFORM FROM public.performance_criteria c
  WHERE c.tenant_id = v_tenant AND c.id IN (SELECT (s.value ->> 'criteria_id')::bigint FROM jsonb_array_elements(p_scores) s)
  ORDER BY c.id FOR SHARE;
  INSERT INTO public.performance_evaluation AS e (
    tenant_id, staff_id, evaluator_id, department_id, period_start, period_end, notes, created_by
  )
  VALUES (v_tenant, p_staff_id, v_evaluator, (p_details ->> 'department_id')::bigint, p_period_start, p_period_end,
    p_details ->> 'notes', v_user)
  ON CONFLICT (tenant_id, staff_id, period_start, period_end) DO NOTHING
  RETURNING e.id INTO v_id;
  IF v_id IS NULL THEN
    SELECT e.id, e.evaluator_id INTO v_id, v_known FROM public.performance_evaluation e
    WHERE e.tenant_id = v_tenant AND e.staff_id = p_staff_id AND e.period_start = p_period_start
      AND e.period_end = p_period_end;
    IF v_known IS DISTINCT FROM v_evaluator THEN
      RAISE EXCEPTION 'Somebody else evaluates member % from % to %.', p_staff_id, p_period_start, p_period_end
        USING ERRCODE = 'unique_violation', HINT = 'A member has one evaluation for a period.';
    END IF;
  END IF;
  PERFORM app.score_evaluation(v_id, s.criteria_id, s.score, s.comments)
  FROM jsonb_to_recordset(p_scores) AS s (criteria_id bigint, score numeric, comments text);
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.create_evaluation(bigint, date, date, jsonb, jsonb) IS
  'Opens the evaluation of a member for a period, with scores ([{"criteria_id", "score", "comments"}]), and returns it; a second call returns the same one and gives the scores again. The caller is the evaluator unless details name another one; further details: department_id, notes. Handed in by app.submit_evaluation. Needs workforce.evaluate. Raises 22023, P0002, 42501 for oneself, 55000 when it was handed in or a criterion is none of it, 23505 when somebody else evaluates the member, 23514 when a score is above the top mark.';
