-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.normalize_contact(p_contact text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_text text := btrim(p_contact);
  v_number text;
BEGIN
  -- Longer than any contact that is kept: what it would be is not worth the work.
  IF length(v_text) > 320 THEN
    RETURN v_text;
  END IF;
  v_number := regexp_replace(v_text, '[[:space:]().\-/]', '', 'g');
  IF v_text LIKE '_%@_%' THEN
    RETURN lower(v_text);
  END IF;
  -- 00 is the plus of older telephones. A national number stays as it is: nobody can tell its country.
  v_number := regexp_replace(v_number, '^00', '+');
  IF v_number ~ '^[+][1-9][0-9]{6,14}$' THEN
    RETURN v_number;
  END IF;
  RETURN v_text;
END
$$;

COMMENT ON FUNCTION app.normalize_contact(text) IS
  'A handle the way crm_personal_contacts stores it: e-mail in lower case, an international number in E.164 form, anything else trimmed.';
