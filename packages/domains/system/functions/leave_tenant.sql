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

ALTER FUNCTION app.leave_tenant() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.leave_tenant() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION app.leave_tenant() TO erp_app, erp_service;

COMMENT ON FUNCTION app.leave_tenant() IS 'Forgets what app.enter_tenant has set, for the rest of the transaction.';
