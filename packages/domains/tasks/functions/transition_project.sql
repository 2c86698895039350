-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_project(p_project_id bigint, p_to text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_project public.project;
  v_open bigint;
BEGIN
  PERFORM app.require_permission('tasks.manage');
  PERFORM app.require_allowed('project', 'status', p_to);
  SELECT * INTO v_project FROM public.project p
  WHERE p.tenant_id = v_tenant AND p.id = p_project_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no project %.', p_project_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_project.status = p_to THEN
    RETURN false;
  END IF;
  IF p_to IN ('completed', 'archived') THEN
    SELECT count(*) INTO v_open FROM public.task t
    WHERE t.tenant_id = v_tenant AND t.project_id = p_project_id AND t.status NOT IN ('done', 'cancelled');
    IF v_open > 0 THEN
      RAISE EXCEPTION 'Project % has % open tasks.', v_project.code, v_open
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Close these first, or put the project on hold.';
    END IF;
  END IF;
  UPDATE public.project p
  SET status = p_to, updated_by = app.current_user_id(),
    completed_at = CASE p_to WHEN 'completed' THEN now() WHEN 'archived' THEN p.completed_at END,
    archived_at = CASE WHEN p_to = 'archived' THEN now() END
  WHERE p.tenant_id = v_tenant AND p.id = p_project_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_project(bigint, text) IS
  'Makes a project active, puts it on hold, completes or archives it; not completed or archived while a task of it is open. False when it is so already. Needs tasks.manage. Raises 22023 for an unknown status, P0002, 55000.';
