-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.find_person(p_contact text)
RETURNS TABLE (person_id bigint, contact_type text, is_verified boolean, is_primary boolean)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  RETURN QUERY
  SELECT c.personal_key_id, c.contact_type, c.is_verified, c.is_primary
  FROM public.crm_personal_contacts c
  WHERE c.tenant_id = v_tenant AND c.contact_value = app.normalize_contact(p_contact)
  ORDER BY c.is_verified DESC, c.is_primary DESC, c.personal_key_id;
END
$$;

COMMENT ON FUNCTION app.find_person(text) IS
  'Who in the current tenant can be reached by an e-mail address, a number or a handle, in whatever way it is written; the likeliest first. Families share a number, so there may be several.';
