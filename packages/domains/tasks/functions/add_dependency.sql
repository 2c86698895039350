-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.add_dependency(
  p_task_id bigint, p_depends_on_task_id bigint, p_dependency_type text DEFAULT 'blocks'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_task public.task;
  v_other public.task;
  v_id bigint;
BEGIN
  PERFORM app.require_permission('tasks.write');
  PERFORM app.require_allowed('task_dependency', 'dependency_type', p_dependency_type);
  IF p_task_id = p_depends_on_task_id THEN
    RAISE EXCEPTION 'Task % has nothing to do with itself.', p_task_id
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Name two tasks.';
  END IF;
  -- With its project: it is not done while this is being said.
  v_task := app.lock_task(p_task_id);
  SELECT * INTO v_other FROM public.task t WHERE t.tenant_id = v_tenant AND t.id = p_depends_on_task_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no task %.', p_depends_on_task_id USING ERRCODE = 'no_data_found';
  END IF;
  IF p_dependency_type = 'blocks' AND v_task.status = 'done' AND v_other.status NOT IN ('done', 'cancelled') THEN
    RAISE EXCEPTION 'Task % is done and waits for nothing.', v_task.task_number
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Reopen it by app.transition_task first.';
  END IF;

  -- Said the other way round it is the same, unless one waits for the other.
  SELECT d.id INTO v_id FROM public.task_dependency d
  WHERE d.tenant_id = v_tenant AND d.dependency_type = p_dependency_type
    AND (d.task_id = p_task_id AND d.depends_on_task_id = p_depends_on_task_id
      OR p_dependency_type = 'relates_to' AND d.task_id = p_depends_on_task_id AND d.depends_on_task_id = p_task_id);
  IF FOUND THEN
    RETURN v_id;
  END IF;
  INSERT INTO public.task_dependency AS d (tenant_id, task_id, depends_on_task_id, dependency_type)
  VALUES (v_tenant, p_task_id, p_depends_on_task_id, p_dependency_type)
  RETURNING d.id INTO v_id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.add_dependency(bigint, bigint, text) IS
  'Says that a task waits for another one (blocks), has to do with it (relates_to) or is the same (duplicates), and returns that; said again it returns the same. Needs tasks.write. Raises 22023, P0002, 55000 where the task is done and the other one is open, 23514 when a task would wait for itself over others.';
