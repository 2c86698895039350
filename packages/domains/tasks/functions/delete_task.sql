-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.delete_task(p_task_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_project bigint;
BEGIN
  PERFORM app.require_permission('tasks.delete');
  SELECT t.project_id INTO v_project FROM public.task t WHERE t.tenant_id = v_tenant AND t.id = p_task_id;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  -- The project comes before its tasks (docs/locks.md): its counts change with the tasks, and so do the parts.
  PERFORM FROM public.project p WHERE p.tenant_id = v_tenant AND p.id = v_project FOR NO KEY UPDATE;
  DELETE FROM public.task t WHERE t.tenant_id = v_tenant AND t.id = p_task_id;
  RETURN FOUND;
END
$$;

COMMENT ON FUNCTION app.delete_task(bigint) IS
  'Removes a task with its remarks, files and story for good; its parts stay and are part of nothing. False when it is gone already. Needs tasks.delete. app.transition_task(…, ''cancelled'') keeps it.';
