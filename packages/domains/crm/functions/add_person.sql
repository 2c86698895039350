-- may execute: nobody
CREATE OR REPLACE FUNCTION app.add_person(p_details jsonb) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_person bigint;
BEGIN
  IF p_details ->> 'five_element' IS NOT NULL THEN
    PERFORM app.require_allowed('crm_personal_profile', 'five_element', p_details ->> 'five_element');
  END IF;
  INSERT INTO public.crm_personal_keys AS k (tenant_id, external_key)
  VALUES (v_tenant, coalesce(p_details ->> 'external_key', gen_random_uuid()::text))
  -- Under the lock of the key only an import comes between, or a session whose snapshot is older: that is 40001.
  ON CONFLICT DO NOTHING
  RETURNING k.id INTO v_person;
  IF v_person IS NULL THEN
    RAISE EXCEPTION 'The outside key % is taken.', p_details ->> 'external_key'
      USING ERRCODE = 'unique_violation', CONSTRAINT = 'uq_crm_personal_keys_external_key',
      HINT = 'app.find_person_by_key says whose it is.';
  END IF;
  IF p_details ?| ARRAY['display_name', 'title', 'birth_date', 'five_element', 'intention', 'notes', 'custom_attributes'] THEN
    INSERT INTO public.crm_personal_profile (
      tenant_id, personal_key_id, display_name, title, birth_date, five_element, intention, notes, custom_attributes
    )
    SELECT v_tenant, v_person, d.display_name, d.title, d.birth_date, d.five_element, d.intention, d.notes,
      coalesce(d.custom_attributes, '{}')
    FROM jsonb_to_record(p_details) AS d (
      display_name text, title text, birth_date date, five_element text, intention text, notes text, custom_attributes jsonb
    );
  END IF;
  RETURN v_person;
END
$$;

COMMENT ON FUNCTION app.add_person(jsonb) IS
  'Adds a person with what is known of it; for app.create_person and app.capture_lead, which have looked whether there is one.';
