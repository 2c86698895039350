-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.link_sms_contact(p_contact_id bigint, p_person_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_contact public.sms_contacts;
BEGIN
  PERFORM app.require_permission('sms.write');
  -- The person before the contact, as when a person is merged or erased.
  PERFORM FROM public.crm_personal_keys k
  WHERE k.tenant_id = v_tenant AND k.id = p_person_id AND k.erased_at IS NULL FOR SHARE;
  IF NOT FOUND AND p_person_id IS NOT NULL THEN
    RAISE EXCEPTION 'There is no person %.', p_person_id
      USING ERRCODE = 'no_data_found', HINT = 'app.resolve_person knows whom it was merged into, if so.';
  END IF;
  SELECT * INTO v_contact FROM public.sms_contacts c
  WHERE c.tenant_id = v_tenant AND c.id = p_contact_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no contact %.', p_contact_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_contact.erased_at IS NOT NULL THEN
    RAISE EXCEPTION 'Contact % has been erased.', p_contact_id
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Somebody who comes back is a new contact.';
  END IF;
  UPDATE public.sms_contacts c SET personal_key_id = p_person_id
  WHERE c.tenant_id = v_tenant AND c.id = p_contact_id AND c.personal_key_id IS DISTINCT FROM p_person_id;
  RETURN FOUND;
END
$$;

COMMENT ON FUNCTION app.link_sms_contact(bigint, bigint) IS
  'Says which person of crm a number belongs to, or with NULL that nobody knows. False when that was known. Needs sms.write. Raises P0002, 55000 when the contact has been erased.';
