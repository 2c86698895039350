-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.visible_projects() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
BEGIN
  RETURN QUERY
  SELECT p.id FROM public.project p
  WHERE p.tenant_id = v_tenant
    AND (
      p.visibility = 'public'
      OR p.visibility = 'team' AND app.has_permission('tasks.write')
      OR p.owner_id = v_user
      OR app.has_permission('tasks.manage')
      OR EXISTS (
        SELECT FROM public.project_member m
        WHERE m.tenant_id = v_tenant AND m.project_id = p.id AND m.user_id = v_user AND m.left_at IS NULL
      )
      OR EXISTS (
        SELECT FROM public.task t WHERE t.tenant_id = v_tenant AND t.project_id = p.id AND t.assigned_to = v_user
      )
    )
  ORDER BY p.id;
END
$$;

COMMENT ON FUNCTION app.visible_projects() IS
  'Projects that screens show to the current user, by their visibility: public ones; team ones to who writes tasks; all of them to their people, to who has a task in them and to who manages projects.';
