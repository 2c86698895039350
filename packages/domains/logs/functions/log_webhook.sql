-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.log_webhook(
  p_direction text, p_endpoint text, p_sent_by text, p_request jsonb DEFAULT '{}', p_response jsonb DEFAULT '{}',
  p_status integer DEFAULT NULL, p_delivery_id text DEFAULT NULL, p_attempt integer DEFAULT 1,
  p_error text DEFAULT NULL, p_duration_ms integer DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_id bigint;
BEGIN
  PERFORM app.require_permission('logs.receive');
  PERFORM app.require_allowed('logs_webhook', 'direction', p_direction);
  INSERT INTO public.logs_webhook AS l (
    tenant_id, direction, endpoint, sent_by, delivery_id, attempt, request_data, response_data, status, error,
    duration_ms, request_id
  )
  SELECT v_tenant, p_direction,
    coalesce(app.log_line(regexp_replace(regexp_replace(p_endpoint, '[?#].*$', ''), '//[^/@]*@', '//'), 4000), '-'),
    coalesce(app.log_line(p_sent_by, 255), '-'), app.log_line(p_delivery_id, 255), p_attempt,
    app.log_body(p_request), app.log_body(p_response), p_status, p_error,
    p_duration_ms, r.request_id
  FROM app.request_context() r
  RETURNING l.id INTO v_id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.log_webhook(text, text, text, jsonb, jsonb, integer, text, integer, text, integer) IS
  'Records one call of a webhook, in or out, every attempt for itself. Secrets in both bodies are blanked out, and of the address the query, the fragment and a password are left out. Returns the number of the entry. A second call is a second one. Needs logs.receive. Raises 22023.';
