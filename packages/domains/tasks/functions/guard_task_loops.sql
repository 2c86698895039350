-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_task_loops() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_moved bigint[];
  v_loop bigint;
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
  v_loop := app.find_loop(
    'task', 'id', 'parent_task_id', v_tenants, v_moved, 'Tasks are not put below others in a repeatable read transaction.'
  );
  IF v_loop IS NOT NULL THEN
    SELECT t.task_number INTO v_task
    FROM unnest(v_tenants, v_moved) AS m (tenant_id, id)
    JOIN public.task t ON t.tenant_id = m.tenant_id AND t.id = m.id
    WHERE m.id = v_loop LIMIT 1;
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

COMMENT ON FUNCTION app.guard_task_loops() IS
  'Trigger: refuses to make a task part of itself, over any number of levels, whoever does it; sessions that move tasks of the same tenant wait for each other.';
