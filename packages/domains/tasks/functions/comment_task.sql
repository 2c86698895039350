-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.comment_task(
  p_task_id bigint, p_content text, p_mentions bigint[] DEFAULT '{}', p_parent_comment_id bigint DEFAULT NULL,
  p_is_internal boolean DEFAULT false
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_comment bigint;
BEGIN
  PERFORM app.require_permission('tasks.write');
  PERFORM FROM public.task t WHERE t.tenant_id = v_tenant AND t.id = p_task_id FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no task %.', p_task_id USING ERRCODE = 'no_data_found';
  END IF;
  INSERT INTO public.task_comment (tenant_id, task_id, parent_comment_id, author_id, content, is_internal)
  VALUES (v_tenant, p_task_id, p_parent_comment_id, app.current_user_id(), p_content, p_is_internal)
  RETURNING id INTO v_comment;
  INSERT INTO public.task_comment_mention (tenant_id, comment_id, mentioned_staff_id)
  SELECT DISTINCT v_tenant, v_comment, m.user_id FROM unnest(p_mentions) AS m (user_id);
  -- Who is named wants to know how it goes on.
  INSERT INTO public.task_watcher (tenant_id, task_id, staff_id)
  SELECT DISTINCT v_tenant, p_task_id, m.user_id FROM unnest(p_mentions) AS m (user_id)
  ON CONFLICT (tenant_id, task_id, staff_id) DO NOTHING;
  RETURN v_comment;
END
$$;

COMMENT ON FUNCTION app.comment_task(bigint, text, bigint[], bigint, boolean) IS
  'Writes a remark on a task in the name of the caller; who is named in it follows the task from then on. Returns the remark. A second call is a second one. Needs tasks.write. Raises P0002, 23503 for people who are no members or a remark on another task.';
