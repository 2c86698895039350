-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.capture_lead(p_contact text, p_source text DEFAULT NULL, p_details jsonb DEFAULT '{}')
RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_contact jsonb;
  v_type text;
  v_person bigint;
  v_lead bigint;
BEGIN
  PERFORM app.require_permission('crm.write');
  PERFORM app.require_record('details of a lead', p_details, 'contact_type text', 'is_verified boolean', 'platform_name text',
    'platform_user_id text', 'platform_page_id text', 'platform_profile_url text', 'display_name text', 'title text',
    'intention text', 'notes text', 'assigned_to bigint');
  PERFORM app.require_code('source', p_source);
  v_contact := jsonb_build_object('contact', p_contact) || (
    SELECT coalesce(jsonb_object_agg(d.key, d.value), '{}') FROM jsonb_each(p_details) d
    WHERE d.key = 'contact_type' OR d.key = 'is_verified' OR d.key LIKE 'platform\_%');
  v_type := (app.read_contact(p_contact, p_details ->> 'contact_type')).contact_type;

  PERFORM app.lock_contacts(jsonb_build_array(v_contact));
  -- A handle is somebody's at its network alone.
  SELECT f.person_id INTO v_person FROM app.find_person(p_contact) f
  WHERE f.contact_type = v_type AND (v_type IN ('email', 'phone') OR EXISTS (
    SELECT FROM public.crm_personal_contacts c
    WHERE c.tenant_id = v_tenant AND c.personal_key_id = f.person_id AND c.contact_type = v_type
      AND c.contact_value = app.normalize_contact(p_contact)
      AND c.platform_name IS NOT DISTINCT FROM p_details ->> 'platform_name'))
  LIMIT 1;
  IF v_person IS NULL THEN
    v_person := app.add_person(p_details);
  ELSE
    v_person := app.lock_person(v_person);
    SELECT l.id INTO v_lead FROM public.crm_leads l
    WHERE l.tenant_id = v_tenant AND l.personal_key_id = v_person AND l.status IN ('new', 'contacted', 'qualified')
    ORDER BY l.id DESC LIMIT 1;
  END IF;
  IF v_lead IS NULL THEN
    INSERT INTO public.crm_leads AS l (tenant_id, personal_key_id, source, assigned_to)
    VALUES (v_tenant, v_person, p_source, (p_details ->> 'assigned_to')::bigint)
    RETURNING l.id INTO v_lead;
  END IF;
  PERFORM app.book_contact(v_person, v_contact, v_lead);
  RETURN v_lead;
END
$$;

COMMENT ON FUNCTION app.capture_lead(text, text, jsonb) IS
  'Takes in an enquiry and returns the lead. Whoever has the contact already (app.find_person, the likeliest) is the one who asks, else a person is added; while a lead of theirs is open, that one is returned, so a form that is sent twice makes one. Details: contact_type and platform_name for a handle, is_verified, platform_user_id, platform_page_id, platform_profile_url, assigned_to; display_name, title, intention and notes of a new person. Needs crm.write. Raises 22023.';
