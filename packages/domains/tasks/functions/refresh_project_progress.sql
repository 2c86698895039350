-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_project_progress() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_projects bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.project_id) INTO v_tenants, v_projects
    FROM (SELECT DISTINCT a.tenant_id, a.project_id FROM added a WHERE a.status <> 'cancelled') c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.project_id) INTO v_tenants, v_projects
    FROM (SELECT DISTINCT r.tenant_id, r.project_id FROM removed r WHERE r.status <> 'cancelled') c;
  ELSE
    SELECT array_agg(c.tenant_id), array_agg(c.project_id) INTO v_tenants, v_projects
    FROM (
      SELECT d.tenant_id, d.project_id
      FROM (
        SELECT a.tenant_id, a.project_id, a.id, a.status FROM added a
        UNION ALL
        SELECT r.tenant_id, r.project_id, r.id, r.status FROM removed r
      ) d
      GROUP BY d.tenant_id, d.project_id, d.id HAVING count(DISTINCT d.status) > 1 OR count(*) = 1
    ) c;
  END IF;
  IF v_projects IS NULL THEN
    RETURN NULL;
  END IF;

  -- First the locks, in one order for everybody; the figures are then taken by a statement of its own, which sees
  -- what was committed while this one waited.
  PERFORM FROM public.project p
  JOIN (SELECT DISTINCT * FROM unnest(v_tenants, v_projects) AS u (tenant_id, project_id)) c
    ON p.tenant_id = c.tenant_id AND p.id = c.project_id
  ORDER BY p.tenant_id, p.id FOR NO KEY UPDATE OF p;

  UPDATE public.project p
  SET task_count = s.task_count, done_task_count = s.done_task_count
  FROM (
    SELECT c.tenant_id, c.project_id, count(t.id) FILTER (WHERE t.status <> 'cancelled') AS task_count,
      count(t.id) FILTER (WHERE t.status = 'done') AS done_task_count
    FROM (SELECT DISTINCT * FROM unnest(v_tenants, v_projects) AS u (tenant_id, project_id)) c
    LEFT JOIN public.task t ON t.tenant_id = c.tenant_id AND t.project_id = c.project_id
    GROUP BY c.tenant_id, c.project_id
  ) s
  WHERE p.tenant_id = s.tenant_id AND p.id = s.project_id
    AND (p.task_count, p.done_task_count) IS DISTINCT FROM (s.task_count::integer, s.done_task_count::integer);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_task_progress_added AFTER INSERT ON public.task
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_project_progress();
CREATE OR REPLACE TRIGGER tr_task_progress_changed AFTER UPDATE ON public.task
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_project_progress();
CREATE OR REPLACE TRIGGER tr_task_progress_removed AFTER DELETE ON public.task
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_project_progress();

COMMENT ON FUNCTION app.refresh_project_progress() IS
  'Trigger: counts the tasks of a project and those that are done anew when one comes, goes or changes its status; whoever does it.';
