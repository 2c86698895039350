-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.archive_task(p_task_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_task public.task;
BEGIN
  PERFORM app.require_permission('tasks.write');
  v_task := app.lock_task(p_task_id);
  IF v_task.status NOT IN ('done', 'cancelled') THEN
    RAISE EXCEPTION 'Task % is %; only closed tasks are put away.', v_task.task_number, v_task.status
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Close it by app.transition_task first.';
  END IF;
  IF v_task.archived_at IS NOT NULL THEN
    RETURN false;
  END IF;
  UPDATE public.task t SET archived_at = now() WHERE t.tenant_id = v_tenant AND t.id = p_task_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.archive_task(bigint) IS
  'Puts a closed task out of sight; reopening brings it back. False when it is put away already. Needs tasks.write. Raises P0002, 55000.';
