-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.add_contact(p_person_id bigint, p_contact text, p_details jsonb DEFAULT '{}') RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM app.require_permission('crm.write');
  PERFORM app.require_record('details of a contact', coalesce(p_details, '{}'), 'contact_type text', 'is_primary boolean',
    'is_verified boolean', 'platform_name text', 'platform_user_id text', 'platform_page_id text', 'platform_profile_url text');
  RETURN app.book_contact(
    app.lock_person(p_person_id), coalesce(p_details, '{}') || jsonb_build_object('contact', p_contact), NULL);
END
$$;

COMMENT ON FUNCTION app.add_contact(bigint, text, jsonb) IS
  'Adds a way to reach a person and returns it; the same contact again returns the one that is there, verified or preferred if either was. An e-mail address or number may be written in any way. Details: contact_type (needed for a handle), is_primary (the former one loses it), is_verified, platform_name, platform_user_id, platform_page_id, platform_profile_url. Needs crm.write. Raises 22023, P0002, 55000 for an erased person.';
