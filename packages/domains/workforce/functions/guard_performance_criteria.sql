-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_performance_criteria() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_excess record;
  v_tenants bigint[];
  v_ids bigint[];
BEGIN
  IF EXISTS (SELECT FROM added n JOIN removed o ON o.tenant_id = n.tenant_id AND o.id = n.id
             WHERE (n.weight, n.max_score) IS DISTINCT FROM (o.weight, o.max_score)) THEN
    PERFORM app.require_read_committed();
  ELSE
    RETURN NULL;
  END IF;
  SELECT n.name, n.max_score, max(p.score) AS score INTO v_excess
  FROM added n
  JOIN removed o ON o.tenant_id = n.tenant_id AND o.id = n.id AND n.max_score < o.max_score
  JOIN public.performance_score p ON p.tenant_id = n.tenant_id AND p.criteria_id = n.id AND p.score > n.max_score
  GROUP BY n.name, n.max_score LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'The top mark cannot be lowered to %: a score of % was given.', v_excess.max_score, v_excess.score
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_performance_criteria_max_score',
      DETAIL = format('The criterion is "%s".', v_excess.name),
      HINT = 'Make it inactive and write a new one.';
  END IF;

  SELECT array_agg(c.tenant_id), array_agg(c.evaluation_id) INTO v_tenants, v_ids
  FROM (
    SELECT DISTINCT p.tenant_id, p.evaluation_id
    FROM added n
    JOIN removed o ON o.tenant_id = n.tenant_id AND o.id = n.id
      AND (n.weight, n.max_score) IS DISTINCT FROM (o.weight, o.max_score)
    JOIN public.performance_score p ON p.tenant_id = n.tenant_id AND p.criteria_id = n.id AND p.weight IS NULL
  ) c;
  IF v_ids IS NOT NULL THEN
    PERFORM FROM public.performance_evaluation e
    JOIN unnest(v_tenants, v_ids) AS w (tenant_id, id) ON e.tenant_id = w.tenant_id AND e.id = w.id
    ORDER BY e.tenant_id, e.id FOR NO KEY UPDATE OF e;
    PERFORM app.refresh_overall_scores(v_tenants, v_ids);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_performance_criteria_changed AFTER UPDATE ON public.performance_criteria
  REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.guard_performance_criteria();

COMMENT ON FUNCTION app.guard_performance_criteria() IS
  'Trigger: a top mark is not lowered below a score that was given, and evaluations that are not approved follow a change of weight or top mark.';
