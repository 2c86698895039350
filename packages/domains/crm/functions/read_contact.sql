-- may execute: nobody
CREATE OR REPLACE FUNCTION app.read_contact(
  p_contact text, p_type text DEFAULT NULL, OUT contact_type text, OUT contact_value text
)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  contact_value := nullif(app.normalize_contact(p_contact), '');
  IF contact_value IS NULL THEN
    RAISE EXCEPTION 'A contact is missing.'
      USING ERRCODE = 'invalid_parameter_value',
      HINT = 'An e-mail address, a number with its country (+49 …), or a handle together with its contact_type.';
  END IF;
  IF p_type IS NOT NULL THEN
    PERFORM app.require_allowed('crm_personal_contacts', 'contact_type', p_type);
  END IF;
  contact_type := coalesce(p_type, CASE
    WHEN contact_value ~ '^[+][1-9][0-9]{6,14}$' OR contact_value ~ '^[0-9 ()/.-]+$' THEN 'phone'
    WHEN contact_value ~ '^[^\s@]+@[^\s@]+$' THEN 'email'
  END);
  IF contact_type IS NULL THEN
    RAISE EXCEPTION '"%" may be a handle of any network.', contact_value
      USING ERRCODE = 'invalid_parameter_value',
      HINT = 'Say what it is: contact_type social or messaging, and the platform_name.';
  ELSIF contact_type = 'phone' AND contact_value !~ '^[+][1-9][0-9]{6,14}$' THEN
    RAISE EXCEPTION '"%" is no telephone number with its country.', contact_value
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Write it like +49 30 1234567: nobody can tell the country of a national number.';
  ELSIF contact_type = 'email' AND contact_value NOT LIKE '_%@_%' THEN
    RAISE EXCEPTION '"%" is no e-mail address.', contact_value
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Write it like anna@example.com, or name another contact_type.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.read_contact(text, text) IS
  'What kind of contact a text is and how it is stored; e-mail addresses and numbers with their country are recognized, a handle needs its type. Raises 22023.';
