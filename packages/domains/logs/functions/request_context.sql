-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.request_context(
  OUT request_id text, OUT ip_address inet, OUT user_agent text, OUT auth_user_id uuid
)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_headers jsonb;
  v_ip text;
BEGIN
  -- A header is whatever a client sends: it must not keep the work from being done.
  BEGIN
    v_headers := nullif(current_setting('request.headers', true), '')::jsonb;
    auth_user_id := (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid;
  EXCEPTION
    WHEN data_exception THEN
      NULL;
  END;
  request_id := left(coalesce(nullif(current_setting('app.request_id', true), ''), v_headers ->> 'x-request-id'), 200);
  user_agent := left(coalesce(nullif(current_setting('app.user_agent', true), ''), v_headers ->> 'user-agent'), 500);
  v_ip := nullif(current_setting('app.client_ip', true), '');
  IF v_ip IS NOT NULL THEN
    BEGIN
      ip_address := v_ip::inet;
    EXCEPTION
      WHEN data_exception THEN
        NULL;
    END;
  END IF;
END
$$;

COMMENT ON FUNCTION app.request_context() IS
  'Where the request comes from: the settings app.request_id, app.client_ip and app.user_agent, else the headers that PostgREST has, and the account of the signed claims. Never fails: what cannot be read is NULL. The address is the application''s to set, because a header for it can be made up.';
