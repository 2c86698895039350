-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.assign_task(p_task_id bigint, p_to bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_task public.task;
BEGIN
  PERFORM app.require_permission('tasks.write');
  v_task := app.lock_task(p_task_id);
  IF v_task.assigned_to IS NOT DISTINCT FROM p_to THEN
    RETURN false;
  END IF;
  UPDATE public.task t
  SET assigned_to = p_to, assigned_by = CASE WHEN p_to IS NOT NULL THEN app.current_user_id() END
  WHERE t.tenant_id = v_tenant AND t.id = p_task_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.assign_task(bigint, bigint) IS
  'Gives a task to a member of the tenant, or to nobody, and remembers who gave it. False when that is so already. Needs tasks.write. Raises P0002, 23503 for somebody who is no member.';
