-- may execute: nobody
CREATE OR REPLACE FUNCTION app.record_task_activity() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
BEGIN
  -- Whoever imports tasks brings their story along.
  IF v_tenant IS NULL THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.task_activity (tenant_id, created_at, task_id, staff_id, action_type)
    SELECT a.tenant_id, clock_timestamp(), a.id, v_user, 'created' FROM added a WHERE a.tenant_id = v_tenant;
    RETURN NULL;
  END IF;
  -- By the clock, under the locks of the rows: a transaction that began earlier may come later.
  INSERT INTO public.task_activity (
    tenant_id, created_at, task_id, staff_id, action_type, field_name, old_value, new_value, metadata)
  SELECT v_tenant, clock_timestamp(), a.id, v_user,
    CASE f.name WHEN 'status' THEN 'status_changed' WHEN 'assigned_to' THEN 'assigned' WHEN 'archived_at' THEN 'archived'
      ELSE 'updated' END,
    f.name, f.old_value, f.new_value,
    CASE WHEN f.name = 'status' AND current_setting('app.status_note', true) <> ''
      THEN jsonb_build_object('note', current_setting('app.status_note', true)) ELSE '{}' END
  FROM added a
  JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
  CROSS JOIN LATERAL (VALUES
    ('status', r.status, a.status),
    ('assigned_to', r.assigned_to::text, a.assigned_to::text),
    ('archived_at', r.archived_at::text, a.archived_at::text),
    ('title', r.title, a.title),
    ('description', r.description, a.description),
    ('task_type', r.task_type, a.task_type),
    ('priority', r.priority, a.priority),
    ('parent_task_id', r.parent_task_id::text, a.parent_task_id::text),
    ('milestone_id', r.milestone_id::text, a.milestone_id::text),
    ('reviewed_by', r.reviewed_by::text, a.reviewed_by::text),
    ('start_date', r.start_date::text, a.start_date::text),
    ('due_date', r.due_date::text, a.due_date::text),
    ('estimated_hours', r.estimated_hours::text, a.estimated_hours::text),
    ('actual_hours', r.actual_hours::text, a.actual_hours::text)
  ) AS f (name, old_value, new_value)
  WHERE a.tenant_id = v_tenant AND f.old_value IS DISTINCT FROM f.new_value;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_task_activity_added AFTER INSERT ON public.task
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.record_task_activity();
CREATE OR REPLACE TRIGGER tr_task_activity_changed AFTER UPDATE ON public.task
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.record_task_activity();

COMMENT ON FUNCTION app.record_task_activity() IS
  'Trigger: writes down who made a task and who changed what of it, inside a tenant; imports bring their own.';
