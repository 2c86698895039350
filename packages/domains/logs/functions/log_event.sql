-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.log_event(
  p_action text, p_entity_type text DEFAULT NULL, p_entity_id bigint DEFAULT NULL, p_details jsonb DEFAULT '{}'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_id bigint;
BEGIN
  PERFORM app.require_permission('logs.write');
  INSERT INTO public.logs_human AS l (
    tenant_id, action, entity_type, entity_id, details, actor_id, actor_user_id, actor_role, request_id, ip_address,
    user_agent
  )
  SELECT v_tenant, p_action, p_entity_type, p_entity_id, app.log_body(p_details),
    app.current_user_id(), r.auth_user_id, session_user, r.request_id, r.ip_address, r.user_agent
  FROM app.request_context() r
  RETURNING l.id INTO v_id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.log_event(text, text, bigint, jsonb) IS
  'Records in logs_human what the current user did: create, update, delete, view, export, login, logout; on which record, with details, in which secrets are blanked out. Returns the number of the entry. A second call is a second one. Needs logs.write.';
