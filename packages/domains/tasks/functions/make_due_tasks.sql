-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.make_due_tasks(p_at timestamptz DEFAULT now(), p_limit integer DEFAULT 100) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_template public.recurring_task;
  v_zone text;
  v_code text;
  v_number integer;
  v_made integer := 0;
  v_count integer;
  v_day text;
BEGIN
  PERFORM app.require_permission('tasks.manage');
  FOR v_template IN
    SELECT * FROM public.recurring_task r
    WHERE r.tenant_id = v_tenant AND r.is_active AND r.next_run - make_interval(days => r.days_before_insert) <= p_at
    ORDER BY r.project_id, r.next_run, r.id
  LOOP
    -- The project first, as everywhere. A template that another session has seen to in the meantime is not due any more.
    SELECT p.code, p.last_task_number INTO v_code, v_number FROM public.project p
    WHERE p.tenant_id = v_tenant AND p.id = v_template.project_id AND p.status = 'active' FOR NO KEY UPDATE;
    CONTINUE WHEN NOT FOUND;
    SELECT * INTO v_template FROM public.recurring_task r
    WHERE r.tenant_id = v_tenant AND r.id = v_template.id AND r.is_active FOR NO KEY UPDATE;
    CONTINUE WHEN NOT FOUND;
    v_zone := coalesce(v_template.timezone, (SELECT t.timezone FROM public.sys_tenants t WHERE t.id = v_tenant));

    FOR v_count IN 1 .. p_limit LOOP
      EXIT WHEN v_template.next_run - make_interval(days => v_template.days_before_insert) > p_at
        OR v_template.next_run IS NULL;
      v_day := to_char(v_template.next_run AT TIME ZONE v_zone, 'YYYY-MM-DD');
      WITH due AS (
        SELECT a.staff_id, row_number() OVER (ORDER BY a.staff_id) AS n
        FROM (
          SELECT r.staff_id FROM public.recurring_task_assignee r
          WHERE r.tenant_id = v_tenant AND r.recurring_task_id = v_template.id
          UNION ALL
          SELECT NULL WHERE NOT EXISTS (
            SELECT FROM public.recurring_task_assignee r
            WHERE r.tenant_id = v_tenant AND r.recurring_task_id = v_template.id
          )
        ) a
        WHERE NOT EXISTS (
          SELECT FROM public.task t
          WHERE t.tenant_id = v_tenant AND t.project_id = v_template.project_id
            AND t.recurring_task_id = v_template.id AND t.repeat_key = v_day || coalesce('/' || a.staff_id, '')
        )
      ), made AS (
        INSERT INTO public.task (
          tenant_id, project_id, task_number, title, description, task_type, priority, assigned_to, created_by,
          start_date, due_date, original_due_date, position, recurring_task_id, repeat_key
        )
        SELECT v_tenant, v_template.project_id, v_code || '-' || v_number + d.n,
          app.fill_task_template(v_template.title_template, v_template.next_run AT TIME ZONE v_zone),
          app.fill_task_template(v_template.description_template, v_template.next_run AT TIME ZONE v_zone),
          v_template.task_type, v_template.priority, d.staff_id, v_template.created_by, v_template.next_run,
          v_template.next_run + make_interval(hours => v_template.processing_time_hours),
          v_template.next_run + make_interval(hours => v_template.processing_time_hours),
          v_number + d.n, v_template.id, v_day || coalesce('/' || d.staff_id, '')
        FROM due d
        RETURNING id
      )
      SELECT count(*) + v_number, count(*) + v_made INTO v_number, v_made FROM made;
      v_template.next_run := app.next_occurrence(
        v_template.frequency, v_template.every, v_template.repeat_days, v_template.starts_at, v_zone,
        v_template.next_run, v_template.next_run
      );
    END LOOP;

    UPDATE public.project p SET last_task_number = v_number
    WHERE p.tenant_id = v_tenant AND p.id = v_template.project_id AND p.last_task_number <> v_number;
    UPDATE public.recurring_task r SET next_run = v_template.next_run
    WHERE r.tenant_id = v_tenant AND r.id = v_template.id AND r.next_run IS DISTINCT FROM v_template.next_run;
  END LOOP;
  RETURN v_made;
END
$$;

COMMENT ON FUNCTION app.make_due_tasks(timestamptz, integer) IS
  'Makes the tasks of all templates of the current tenant that are due by p_at, each occurrence once for each assignee, however many sessions call it; returns how many. A late call makes up for what was missed, at most p_limit occurrences of a template at a time. Projects that are not active make none; they catch up later. Needs tasks.manage.';
