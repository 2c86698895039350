-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.claimed_account() RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_sub text := nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub';
BEGIN
  RETURN v_sub::uuid;
EXCEPTION
  WHEN invalid_text_representation THEN
    RAISE EXCEPTION 'The token names no account.'
      USING ERRCODE = 'insufficient_privilege',
      DETAIL = format('Its claim "sub" is %L.', left(v_sub, 100)),
      HINT = 'The claim sub must be the id of the account in auth.users, a UUID. Let the issuer of the token put it there, or leave the claim out for a service.';
END
$$;

COMMENT ON FUNCTION app.claimed_account() IS
  'The account that the signed claims of the request name (sub), or NULL without one. Raises 42501 when it is no UUID.';
