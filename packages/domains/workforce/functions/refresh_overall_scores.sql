-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_overall_scores(p_tenants bigint[], p_evaluations bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.performance_evaluation e
  SET overall_score = s.overall_score
  FROM (
    SELECT w.tenant_id, w.evaluation_id,
      round(100 * sum(coalesce(p.weight, c.weight) * p.score / coalesce(p.max_score, c.max_score))
        / nullif(sum(coalesce(p.weight, c.weight)), 0), 2) AS overall_score
    FROM unnest(p_tenants, p_evaluations) AS w (tenant_id, evaluation_id)
    JOIN public.performance_evaluation o ON o.tenant_id = w.tenant_id AND o.id = w.evaluation_id
    LEFT JOIN public.performance_score p
      ON p.tenant_id = o.tenant_id AND p.staff_id = o.staff_id AND p.evaluation_id = o.id
    LEFT JOIN public.performance_criteria c ON c.tenant_id = p.tenant_id AND c.id = p.criteria_id
    GROUP BY w.tenant_id, w.evaluation_id
  ) s
  WHERE e.tenant_id = s.tenant_id AND e.id = s.evaluation_id
    AND e.overall_score IS DISTINCT FROM s.overall_score;
END
$$;

COMMENT ON FUNCTION app.refresh_overall_scores(bigint[], bigint[]) IS
  'Takes the overall scores of evaluations from their scores anew: the mean of score by top mark, weighted, in percent; empty while nothing with a weight is scored. For triggers that have locked the evaluations.';
