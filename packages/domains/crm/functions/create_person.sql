-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_person(p_contacts jsonb DEFAULT '[]', p_details jsonb DEFAULT '{}') RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_addresses jsonb := app.json_list(p_details -> 'addresses');
  v_values text[];
  v_state text;
  v_person bigint;
BEGIN
  PERFORM app.require_permission('crm.write');
  PERFORM app.require_record('details of a person', p_details, 'external_key text', 'display_name text', 'title text',
    'birth_date date', 'five_element text', 'intention text', 'notes text', 'custom_attributes object', 'addresses object[]');
  PERFORM app.require_recordset('addresses of a person', v_addresses, 'type text', 'address_line1 text',
    'address_line2 text', 'city text', 'state text', 'country char(2)', 'postal_code text', 'is_default boolean');
  PERFORM app.require_recordset('contacts of a person', p_contacts, 'contact text', 'contact_type text', 'is_primary boolean',
    'is_verified boolean', 'platform_name text', 'platform_user_id text', 'platform_page_id text', 'platform_profile_url text');
  PERFORM app.require_at_most('contacts', jsonb_array_length(p_contacts), 100);
  PERFORM app.require_allowed('crm_personal_addresses', 'type', a.type)
  FROM jsonb_to_recordset(v_addresses) AS a (type text) WHERE a.type IS NOT NULL;

  v_values := app.lock_contacts(p_contacts);
  IF p_details ->> 'external_key' IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('crm_personal_keys ' || v_tenant || ' ' || (p_details ->> 'external_key'), 0));
    SELECT f.person_id, f.state INTO v_person, v_state FROM app.find_person_by_key(p_details ->> 'external_key') f;
    IF v_state = 'erased' THEN
      PERFORM app.lock_person(v_person);
    END IF;
  ELSIF cardinality(v_values) > 0 THEN
    -- A second click: somebody who has all of these contacts and, as far as it is known, this name.
    SELECT c.personal_key_id INTO v_person
    FROM public.crm_personal_contacts c
    LEFT JOIN public.crm_personal_profile f ON f.tenant_id = v_tenant AND f.personal_key_id = c.personal_key_id
    WHERE c.tenant_id = v_tenant AND c.contact_value = ANY (v_values)
      AND (p_details ->> 'display_name' IS NULL OR f.display_name IS NULL
        OR lower(btrim(f.display_name)) = lower(btrim(p_details ->> 'display_name')))
    GROUP BY c.personal_key_id HAVING count(DISTINCT c.contact_value) = cardinality(v_values)
    ORDER BY c.personal_key_id LIMIT 1;
  END IF;
  IF v_person IS NOT NULL THEN
    RETURN v_person;
  END IF;

  v_person := app.add_person(p_details);
  PERFORM app.book_contact(v_person, c.details, NULL)
  FROM jsonb_array_elements(p_contacts) WITH ORDINALITY AS c (details, place) ORDER BY c.place;
  INSERT INTO public.crm_personal_addresses (
    tenant_id, personal_key_id, type, address_line1, address_line2, city, state, country, postal_code, is_default
  )
  SELECT v_tenant, v_person, coalesce(a.type, 'primary'), a.address_line1, a.address_line2, a.city, a.state,
    upper(a.country), a.postal_code, coalesce(a.is_default, a.place = 1)
  FROM ROWS FROM (jsonb_to_recordset(v_addresses) AS (
    type text, address_line1 text, address_line2 text, city text, state text, country text, postal_code text,
    is_default boolean
  )) WITH ORDINALITY AS a (
    type, address_line1, address_line2, city, state, country, postal_code, is_default, place
  );
  RETURN v_person;
END
$$;

COMMENT ON FUNCTION app.create_person(jsonb, jsonb) IS
  'Adds a person with contacts and addresses and returns it. The same outside key, or without one the same contacts and name, returns the person that is there, as it is; without key and contacts a second call is a second one. Contacts as app.add_contact takes them, each with contact. Details: external_key, display_name, title, birth_date, five_element, intention, notes, custom_attributes, addresses (type, address_line1, address_line2, city, state, country, postal_code, is_default; the first is preferred unless it is said). Needs crm.write. Raises 22023, 55000 where the key is that of an erased person.';
