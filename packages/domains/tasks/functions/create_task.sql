-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_task(
  p_project_id bigint, p_title text, p_description text DEFAULT NULL, p_assigned_to bigint DEFAULT NULL,
  p_due_date timestamptz DEFAULT NULL, p_priority text DEFAULT 'medium', p_task_type text DEFAULT 'task',
  p_parent_task_id bigint DEFAULT NULL, p_milestone_id bigint DEFAULT NULL, p_start_date timestamptz DEFAULT NULL,
  p_estimated_hours numeric DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_project public.project;
  v_parent_status text;
  v_task bigint;
BEGIN
  PERFORM app.require_permission('tasks.write');
  PERFORM app.require_allowed('task', 'priority', p_priority);
  PERFORM app.require_allowed('task', 'task_type', p_task_type);
  PERFORM app.require_decimals('estimate', p_estimated_hours, 2);

  SELECT * INTO v_project FROM public.project p
  WHERE p.tenant_id = v_tenant AND p.id = p_project_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no project %.', p_project_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_project.status NOT IN ('active', 'on_hold') THEN
    RAISE EXCEPTION 'Project % is %; it takes no more tasks.', v_project.code, v_project.status
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Call app.transition_project to make it active again.';
  END IF;
  IF p_parent_task_id IS NOT NULL THEN
    SELECT t.status INTO v_parent_status FROM public.task t
    WHERE t.tenant_id = v_tenant AND t.project_id = p_project_id AND t.id = p_parent_task_id;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'There is no task % in project %.', p_parent_task_id, v_project.code USING ERRCODE = 'no_data_found';
    END IF;
    IF v_parent_status IN ('done', 'cancelled') THEN
      RAISE EXCEPTION 'Task % is %; it takes no more parts.', p_parent_task_id, v_parent_status
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Reopen it by app.transition_task first.';
    END IF;
  END IF;

  UPDATE public.project p SET last_task_number = p.last_task_number + 1
  WHERE p.tenant_id = v_tenant AND p.id = p_project_id
  RETURNING p.last_task_number INTO v_project.last_task_number;

  INSERT INTO public.task (
    tenant_id, project_id, task_number, parent_task_id, milestone_id, title, description, task_type, priority,
    assigned_to, assigned_by, created_by, start_date, due_date, original_due_date, estimated_hours, position
  ) VALUES (
    v_tenant, p_project_id, v_project.code || '-' || v_project.last_task_number, p_parent_task_id, p_milestone_id,
    p_title, p_description, p_task_type, p_priority, p_assigned_to,
    CASE WHEN p_assigned_to IS NOT NULL THEN app.current_user_id() END, app.current_user_id(),
    p_start_date, p_due_date, p_due_date, p_estimated_hours, v_project.last_task_number
  ) RETURNING id INTO v_task;
  RETURN v_task;
END
$$;

COMMENT ON FUNCTION app.create_task(bigint, text, text, bigint, timestamptz, text, text, bigint, bigint, timestamptz, numeric) IS
  'Makes a task with the next number of its project, without gaps; returns it. Sessions that make tasks of the same project wait for each other. A second call is a second one. Needs tasks.write. Raises 22023, P0002, 55000 where project or parent are closed.';
