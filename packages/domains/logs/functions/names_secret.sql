-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.names_secret(p_name text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- accessToken, Access-Token and access_token are one name; a "key" alone need not be secret, an "api key" is.
  RETURN regexp_replace(lower(p_name), '[^a-z0-9]', '', 'g')
    ~ '(password|passwd|passphrase|secret|token|apikey|accesskey|privatekey|credential|authorization|cookie|signature|hash$|iban|cardnumber|cvv|cvc|^pin$|^otp$)';
END
$$;

COMMENT ON FUNCTION app.names_secret(text) IS
  'Whether the name of a column or of a JSON field says that its value is a secret.';
