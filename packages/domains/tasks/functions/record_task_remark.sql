-- may execute: nobody
CREATE OR REPLACE FUNCTION app.record_task_remark() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  -- Whoever imports tasks brings their story along.
  IF v_tenant IS NOT NULL THEN
    INSERT INTO public.task_activity (tenant_id, task_id, staff_id, action_type, metadata)
    SELECT a.tenant_id, a.task_id, app.current_user_id(),
      CASE TG_TABLE_NAME WHEN 'task_comment' THEN 'commented' ELSE 'attached' END,
      jsonb_build_object(TG_TABLE_NAME || '_id', a.id)
    FROM added a WHERE a.tenant_id = v_tenant;
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_task_comment_activity AFTER INSERT ON public.task_comment
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.record_task_remark();
CREATE OR REPLACE TRIGGER tr_task_attachment_activity AFTER INSERT ON public.task_attachment
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.record_task_remark();

COMMENT ON FUNCTION app.record_task_remark() IS
  'Trigger: writes down that somebody commented on a task or attached a file, inside a tenant.';
