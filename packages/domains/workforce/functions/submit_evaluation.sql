-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.submit_evaluation(p_evaluation_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_evaluation public.performance_evaluation;
BEGIN
  PERFORM app.require_permission('workforce.evaluate');
  v_evaluation := app.lock_own_evaluation(p_evaluation_id);
  PERFORM app.require_full_weight(v_evaluation);
  UPDATE public.performance_evaluation e
  SET status = 'submitted', submitted_at = clock_timestamp(), rejected_at = NULL, rejected_by = NULL,
    rejection_reason = NULL
  WHERE e.tenant_id = v_evaluation.tenant_id AND e.id = p_evaluation_id;
END
$$;

COMMENT ON FUNCTION app.submit_evaluation(bigint) IS
  'Hands in a draft, or a rejected evaluation that was worked over. Only the evaluator may. Needs workforce.evaluate. Raises P0002, 55000 when it was handed in already, or the weights of its scored criteria do not add up to 100.';
