-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_task(p_task_id bigint) RETURNS public.task
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_project bigint;
  v_task public.task;
BEGIN
  -- The project comes before its tasks (docs/locks.md), since a change of a task ends in the counts of its project.
  -- No task moves to another project, so the project that is read here is the one of the task that is locked.
  SELECT t.project_id INTO v_project FROM public.task t WHERE t.tenant_id = v_tenant AND t.id = p_task_id;
  PERFORM FROM public.project p WHERE p.tenant_id = v_tenant AND p.id = v_project FOR NO KEY UPDATE;
  SELECT * INTO v_task FROM public.task t WHERE t.tenant_id = v_tenant AND t.id = p_task_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no task %.', p_task_id USING ERRCODE = 'no_data_found';
  END IF;
  RETURN v_task;
END
$$;

COMMENT ON FUNCTION app.lock_task(bigint) IS
  'Locks a task of the current tenant after its project and returns it. Raises P0002. Not for callers: it asks for no permission.';
