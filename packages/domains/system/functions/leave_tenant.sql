-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.leave_tenant() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.tenant_id', '', true),
    set_config('app.entered_tenant_id', '', true),
    set_config('app.user_id', '', true),
    set_config('app.permissions', '', true);
END
$$;

COMMENT ON FUNCTION app.leave_tenant() IS 'Forgets what app.enter_tenant has set, for the rest of the transaction.';
