-- may execute: nobody
CREATE OR REPLACE FUNCTION app.check_performance_score_max() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_ids bigint[];
  v_excess record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.criteria_id) INTO v_tenants, v_ids
    FROM (SELECT DISTINCT a.tenant_id, a.criteria_id FROM added a) c;
  ELSIF TG_OP = 'UPDATE' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.criteria_id) INTO v_tenants, v_ids
    FROM (
      SELECT DISTINCT a.tenant_id, a.criteria_id
      FROM added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
      WHERE (a.criteria_id, a.score) IS DISTINCT FROM (r.criteria_id, r.score)
    ) c;
  END IF;

  IF v_ids IS NOT NULL THEN
    -- Criteria before evaluations: locked, so that a top mark is not lowered while a score is being given.
    PERFORM FROM public.performance_criteria c
    JOIN unnest(v_tenants, v_ids) AS w (tenant_id, id) ON c.tenant_id = w.tenant_id AND c.id = w.id
    ORDER BY c.tenant_id, c.id FOR SHARE OF c;
    SELECT a.score, c.max_score, c.name INTO v_excess
    FROM added a JOIN public.performance_criteria c ON c.tenant_id = a.tenant_id AND c.id = a.criteria_id
    WHERE a.score > coalesce(a.max_score, c.max_score) LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'A score of % is above the top mark of %.', v_excess.score, v_excess.max_score
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_performance_score_max_score',
        DETAIL = format('The criterion is "%s".', v_excess.name);
    END IF;
  END IF;

  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.evaluation_id) INTO v_tenants, v_ids
    FROM (SELECT DISTINCT a.tenant_id, a.evaluation_id FROM added a) c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.evaluation_id) INTO v_tenants, v_ids
    FROM (SELECT DISTINCT r.tenant_id, r.evaluation_id FROM removed r) c;
  ELSE
    SELECT array_agg(c.tenant_id), array_agg(c.evaluation_id) INTO v_tenants, v_ids
    FROM (
      SELECT r.tenant_id, r.evaluation_id FROM removed r LEFT JOIN added a ON a.tenant_id = r.tenant_id AND a.id = r.id
      WHERE (a.evaluation_id, a.criteria_id, a.score, a.weight, a.max_score)
        IS DISTINCT FROM (r.evaluation_id, r.criteria_id, r.score, r.weight, r.max_score)
      UNION
      SELECT a.tenant_id, a.evaluation_id FROM added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
      WHERE (a.evaluation_id, a.criteria_id, a.score, a.weight, a.max_score)
        IS DISTINCT FROM (r.evaluation_id, r.criteria_id, r.score, r.weight, r.max_score)
    ) c;
  END IF;
  IF v_ids IS NULL THEN
    RETURN NULL;
  END IF;
  -- First the locks, in one order for everybody; the means are then taken by a statement of its own, which sees
  -- what was committed while this one waited.
  PERFORM FROM public.performance_evaluation e
  JOIN unnest(v_tenants, v_ids) AS w (tenant_id, id) ON e.tenant_id = w.tenant_id AND e.id = w.id
  ORDER BY e.tenant_id, e.id FOR NO KEY UPDATE OF e;
  PERFORM app.refresh_overall_scores(v_tenants, v_ids);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_performance_score_added AFTER INSERT ON public.performance_score
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.check_performance_score_max();
CREATE OR REPLACE TRIGGER tr_performance_score_changed AFTER UPDATE ON public.performance_score
  REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.check_performance_score_max();
CREATE OR REPLACE TRIGGER tr_performance_score_removed AFTER DELETE ON public.performance_score
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.check_performance_score_max();

COMMENT ON FUNCTION app.check_performance_score_max() IS
  'Trigger: no score is above the top mark of its criterion, and the overall score of an evaluation follows its scores; once per statement, whoever wrote them.';
