-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_task(p_task_id bigint, p_to text, p_note text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_task public.task;
  v_open text;
BEGIN
  PERFORM app.require_permission('tasks.write');
  PERFORM app.require_allowed('task', 'status', p_to);

  -- With its project: the other tasks stay as they are until this one has moved.
  v_task := app.lock_task(p_task_id);
  IF v_task.status = p_to THEN
    RETURN false;
  END IF;
  PERFORM app.require_path(
    app.task_transition_allowed(v_task.status, p_to), 'Task ' || v_task.task_number, v_task.status, p_to,
    'app.task_transition_allowed lists the paths of a task.'
  );

  IF p_to IN ('done', 'cancelled') THEN
    SELECT string_agg(t.task_number, ', ' ORDER BY t.id) INTO v_open FROM public.task t
    WHERE t.tenant_id = v_tenant AND t.project_id = v_task.project_id AND t.parent_task_id = p_task_id
      AND t.status NOT IN ('done', 'cancelled');
    IF v_open IS NOT NULL THEN
      RAISE EXCEPTION 'Task % has parts that are open: %.', v_task.task_number, v_open
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Close these first, or take them out of it.';
    END IF;
  ELSIF v_task.status IN ('done', 'cancelled') THEN
    SELECT t.task_number INTO v_open FROM public.task t
    WHERE t.tenant_id = v_tenant AND t.id = v_task.parent_task_id AND t.status IN ('done', 'cancelled');
    IF FOUND THEN
      RAISE EXCEPTION 'Task % is part of %, which is closed.', v_task.task_number, v_open
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Reopen that one first.';
    END IF;
    SELECT format('%s is %s.', p.code, p.status) INTO v_open FROM public.project p
    WHERE p.tenant_id = v_tenant AND p.id = v_task.project_id AND p.status NOT IN ('active', 'on_hold');
    IF FOUND THEN
      RAISE EXCEPTION 'Task % is part of a project that is closed.', v_task.task_number
        USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = v_open,
        HINT = 'Call app.transition_project to make it active again.';
    END IF;
  END IF;
  IF p_to = 'done' THEN
    SELECT string_agg(t.task_number, ', ' ORDER BY t.id) INTO v_open
    FROM public.task_dependency d
    JOIN public.task t ON t.tenant_id = v_tenant AND t.id = d.depends_on_task_id
    WHERE d.tenant_id = v_tenant AND d.task_id = p_task_id AND d.dependency_type = 'blocks'
      AND t.status NOT IN ('done', 'cancelled');
    IF v_open IS NOT NULL THEN
      RAISE EXCEPTION 'Task % waits for %.', v_task.task_number, v_open
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Close these first, or take the dependency away.';
    END IF;
  END IF;

  -- For the record of activity, which a trigger writes.
  PERFORM set_config('app.status_note', coalesce(p_note, ''), true);
  UPDATE public.task t
  SET status = p_to,
    started_at = CASE WHEN p_to IN ('in_progress', 'in_review', 'done') THEN coalesce(t.started_at, now()) ELSE t.started_at END,
    completed_at = CASE WHEN p_to = 'done' THEN greatest(now(), t.started_at) END,
    archived_at = CASE WHEN p_to IN ('done', 'cancelled') THEN t.archived_at END
  WHERE t.tenant_id = v_tenant AND t.id = p_task_id;
  PERFORM set_config('app.status_note', '', true);
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_task(bigint, text, text) IS
  'Moves a task to another status along an allowed path and stamps when work began and ended. Not done while a task that it waits for, not closed while a part of it is open, not reopened in a closed project. False when it is there already. Needs tasks.write. Raises 22023 for an unknown status, P0002, 55000.';
