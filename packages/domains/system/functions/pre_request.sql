-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.pre_request() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  v_claimed text := coalesce(v_claims ->> 'tenant_id', v_claims #>> '{app_metadata,tenant_id}');
  v_asked text := nullif(current_setting('request.headers', true), '')::jsonb ->> 'x-tenant-id';
  v_tenant text := coalesce(v_claimed, v_asked);
BEGIN
  PERFORM app.claimed_account();
  -- A token made for one tenant is not good for another.
  IF v_asked <> v_claimed OR v_tenant !~ '^[0-9]{1,18}$' THEN
    RAISE EXCEPTION 'This tenant cannot be entered.'
      USING ERRCODE = 'insufficient_privilege',
      HINT = 'The header x-tenant-id must be the number of a tenant, and the one that the token names, if it names one.';
  END IF;
  IF v_tenant IS NOT NULL THEN
    PERFORM app.enter_tenant(v_tenant::bigint);
  END IF;
END
$$;

COMMENT ON FUNCTION app.pre_request() IS
  'For db-pre-request of PostgREST: enters the tenant that the signed claims name (tenant_id, or app_metadata.tenant_id), else the one of the header x-tenant-id. Without either the request runs outside any tenant and sees nothing. Raises 42501, also for a claim or header of odd shape.';
