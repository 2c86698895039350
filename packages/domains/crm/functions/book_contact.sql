-- may execute: nobody
CREATE OR REPLACE FUNCTION app.book_contact(p_person_id bigint, p_details jsonb, p_lead_id bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_contact record;
  v_verified boolean := coalesce((p_details ->> 'is_verified')::boolean, false);
  v_primary boolean := (p_details ->> 'is_primary')::boolean;
  v_id bigint;
BEGIN
  PERFORM app.require_code('platform', p_details ->> 'platform_name');
  v_contact := app.read_contact(p_details ->> 'contact', p_details ->> 'contact_type');
  -- The first contact is the preferred one, unless it is said.
  IF v_primary IS NULL THEN
    v_primary := NOT EXISTS (
      SELECT FROM public.crm_personal_contacts c WHERE c.tenant_id = v_tenant AND c.personal_key_id = p_person_id);
  ELSIF v_primary THEN
    UPDATE public.crm_personal_contacts c SET is_primary = false
    WHERE c.tenant_id = v_tenant AND c.personal_key_id = p_person_id AND c.is_primary
      AND (c.contact_type, c.contact_value, c.platform_name)
        IS DISTINCT FROM (v_contact.contact_type, v_contact.contact_value, p_details ->> 'platform_name');
  END IF;

  INSERT INTO public.crm_personal_contacts AS c (
    tenant_id, personal_key_id, lead_id, original_lead_id, contact_type, contact_value, is_primary, is_verified, verified_at,
    platform_name, platform_user_id, platform_page_id, platform_profile_url
  )
  VALUES (
    v_tenant, p_person_id, p_lead_id, p_lead_id, v_contact.contact_type, v_contact.contact_value, v_primary, v_verified,
    CASE WHEN v_verified THEN now() END, p_details ->> 'platform_name', p_details ->> 'platform_user_id',
    p_details ->> 'platform_page_id', p_details ->> 'platform_profile_url'
  )
  ON CONFLICT (tenant_id, personal_key_id, contact_type, contact_value, platform_name) DO UPDATE
    SET lead_id = coalesce(excluded.lead_id, c.lead_id), is_primary = c.is_primary OR excluded.is_primary,
      is_verified = c.is_verified OR excluded.is_verified, verified_at = coalesce(c.verified_at, excluded.verified_at),
      platform_user_id = coalesce(excluded.platform_user_id, c.platform_user_id),
      platform_page_id = coalesce(excluded.platform_page_id, c.platform_page_id),
      platform_profile_url = coalesce(excluded.platform_profile_url, c.platform_profile_url)
  RETURNING c.id INTO v_id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.book_contact(bigint, jsonb, bigint) IS
  'What adding a contact has in common; the caller has locked the person. The same contact again is the one that is there, with what is new about it. Not for callers: it asks for no permission.';
