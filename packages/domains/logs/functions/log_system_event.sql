-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.log_system_event(
  p_action text, p_entity_type text DEFAULT NULL, p_entity_id bigint DEFAULT NULL, p_details jsonb DEFAULT '{}',
  p_response text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_id bigint;
BEGIN
  PERFORM app.require_permission('logs.receive');
  INSERT INTO public.logs_system AS l (
    tenant_id, action, entity_type, entity_id, user_id, details, response, request_id
  )
  SELECT v_tenant, p_action, p_entity_type, p_entity_id, app.current_user_id(),
    app.log_body(p_details), p_response, r.request_id
  FROM app.request_context() r
  RETURNING l.id INTO v_id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.log_system_event(text, text, bigint, jsonb, text) IS
  'Records in logs_system what a job or an integration did for the current tenant: job_started, job_finished, job_failed, sync, cleanup; secrets in the details are blanked out. Returns the number of the entry. A second call is a second one. Needs logs.receive.';
