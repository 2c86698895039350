-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_full_weight(p_evaluation public.performance_evaluation) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_weight numeric;
  v_foreign text;
BEGIN
  SELECT coalesce(sum(c.weight), 0), string_agg(c.name, ', ' ORDER BY c.name)
    FILTER (WHERE c.department_id <> coalesce(p_evaluation.department_id, 0))
  INTO v_weight, v_foreign
  FROM public.performance_score p
  JOIN public.performance_criteria c ON c.tenant_id = p.tenant_id AND c.id = p.criteria_id
  WHERE p.tenant_id = p_evaluation.tenant_id AND p.staff_id = p_evaluation.staff_id
    AND p.evaluation_id = p_evaluation.id;
  IF v_foreign IS NOT NULL THEN
    RAISE EXCEPTION 'The evaluation is scored by criteria of another department.'
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('They are: %s.', v_foreign),
      HINT = 'Take these scores out, or correct the department.';
  END IF;
  IF v_weight <> 100 THEN
    RAISE EXCEPTION 'The weights of the scored criteria add up to % instead of 100.', v_weight
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Score the criteria that are missing, or correct the weights.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_full_weight(public.performance_evaluation) IS
  'Raises 55000 unless the scored criteria of a locked evaluation are those of its department and their weights add up to 100. For the functions of this domain.';
