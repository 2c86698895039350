CREATE OR REPLACE FUNCTION app.guard_task_loops() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_moved bigint[];
  v_task text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(a.tenant_id), array_agg(a.id) INTO v_tenants, v_moved
    FROM added a WHERE a.parent_task_id IS NOT NULL;
  ELSE
    SELECT array_agg(a.tenant_id), array_agg(a.id) INTO v_tenants, v_moved
    FROM added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
    WHERE a.parent_task_id IS NOT NULL AND a.parent_task_id IS DISTINCT FROM r.parent_task_id;
  END IF;
  IF v_moved IS NULL THEN
    RETURN NULL;
  END IF;

  -- The lock makes sessions see each other's moves, but not one whose snapshot is older than the lock.
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'Tasks are not put below others in a repeatable read transaction.'
      USING ERRCODE = 'feature_not_supported', HINT = 'Use read committed or serializable.';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('task ' || t.tenant_id, 0))
  FROM (SELECT DISTINCT u.tenant_id FROM unnest(v_tenants) AS u (tenant_id) ORDER BY u.tenant_id) t;

  WITH RECURSIVE above (tenant_id, origin_id, task_id) AS (
    SELECT t.tenant_id, t.id, t.parent_task_id
    FROM unnest(v_tenants, v_moved) AS m (tenant_id, id)
    JOIN public.task t ON t.tenant_id = m.tenant_id AND t.id = m.id
    UNION
    SELECT a.tenant_id, a.origin_id, t.parent_task_id
    FROM above a JOIN public.task t ON t.tenant_id = a.tenant_id AND t.id = a.task_id
    WHERE t.parent_task_id IS NOT NULL
  )
  SELECT t.task_number INTO v_task
  FROM above a JOIN public.task t ON t.tenant_id = a.tenant_id AND t.id = a.origin_id
  WHERE a.task_id = a.origin_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Task % would be part of itself.', v_task
      USING ERRCODE = 'check_violation', TABLE = 'task',
      HINT = 'Put it below a task that is not part of it.';
  END IF;
  IF TG_OP = 'UPDATE' AND EXISTS (
    SELECT FROM unnest(v_tenants, v_moved) AS m (tenant_id, id)
    JOIN public.task t ON t.tenant_id = m.tenant_id AND t.id = m.id AND t.status NOT IN ('done', 'cancelled')
    JOIN public.task p ON p.tenant_id = t.tenant_id AND p.id = t.parent_task_id AND p.status IN ('done', 'cancelled')
  ) THEN
    RAISE EXCEPTION 'An open task cannot be part of a closed one.'
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Reopen the one above by app.transition_task first.';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_task_loops_added AFTER INSERT ON public.task
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_task_loops();
CREATE OR REPLACE TRIGGER tr_task_loops_changed AFTER UPDATE ON public.task
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_task_loops();

ALTER FUNCTION app.guard_task_loops() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.guard_task_loops() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.guard_task_loops() IS
  'Trigger: refuses to make a task part of itself, over any number of levels, whoever does it; sessions that move tasks of the same tenant wait for each other.';
