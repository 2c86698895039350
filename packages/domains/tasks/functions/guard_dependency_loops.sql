-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_dependency_loops() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_tasks bigint[];
  v_loop bigint;
  v_task text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(a.tenant_id), array_agg(a.task_id) INTO v_tenants, v_tasks
    FROM added a WHERE a.dependency_type = 'blocks';
  ELSE
    SELECT array_agg(a.tenant_id), array_agg(a.task_id) INTO v_tenants, v_tasks
    FROM added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
    WHERE a.dependency_type = 'blocks' AND (a.task_id, a.depends_on_task_id, a.dependency_type)
      IS DISTINCT FROM (r.task_id, r.depends_on_task_id, r.dependency_type);
  END IF;
  v_loop := app.find_loop(
    'task_dependency', 'task_id', 'depends_on_task_id', v_tenants, v_tasks,
    'Dependencies of tasks are not written in a repeatable read transaction.', 'e.dependency_type = ''blocks'''
  );
  IF v_loop IS NOT NULL THEN
    SELECT t.task_number INTO v_task
    FROM unnest(v_tenants, v_tasks) AS d (tenant_id, task_id)
    JOIN public.task t ON t.tenant_id = d.tenant_id AND t.id = d.task_id
    WHERE d.task_id = v_loop LIMIT 1;
    RAISE EXCEPTION 'Task % would wait for itself.', v_task
      USING ERRCODE = 'check_violation', TABLE = 'task_dependency',
      HINT = 'Follow depends_on_task_id from it to find the way round.';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_task_dependency_loops_added AFTER INSERT ON public.task_dependency
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_dependency_loops();
CREATE OR REPLACE TRIGGER tr_task_dependency_loops_changed AFTER UPDATE ON public.task_dependency
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_dependency_loops();

COMMENT ON FUNCTION app.guard_dependency_loops() IS
  'Trigger: refuses a task that would wait for itself, over any number of others, whoever writes it; sessions that write dependencies of the same tenant wait for each other.';
