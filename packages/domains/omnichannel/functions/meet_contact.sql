-- may execute: nobody
CREATE OR REPLACE FUNCTION app.meet_contact(p_page_id bigint, p_platform_user_id text, p_details jsonb)
RETURNS public.omnichannel_contact
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_contact public.omnichannel_contact;
  v_name text := nullif(btrim(p_details ->> 'sender_name'), '');
BEGIN
  LOOP
    SELECT * INTO v_contact FROM public.omnichannel_contact c
    WHERE c.tenant_id = v_tenant AND c.page_id = p_page_id AND c.platform_user_id = p_platform_user_id
    FOR NO KEY UPDATE;
    EXIT WHEN FOUND;
    -- Many messages of somebody new come at once: one session makes the contact, the others wait for it here.
    INSERT INTO public.omnichannel_contact AS c (
      tenant_id, page_id, platform_user_id, external_customer_id, integration_via, display_name, link)
    VALUES (
      v_tenant, p_page_id, p_platform_user_id, nullif(btrim(p_details ->> 'external_customer_id'), ''),
      coalesce(p_details ->> 'integration_via', 'direct'), v_name, nullif(btrim(p_details ->> 'link'), ''))
    ON CONFLICT (tenant_id, page_id, platform_user_id) WHERE platform_user_id IS NOT NULL DO NOTHING;
  END LOOP;

  -- People change their names; an answer that we sent from elsewhere carries ours.
  IF v_name <> coalesce(v_contact.display_name, '') AND (p_details ->> 'echo')::boolean IS NOT TRUE THEN
    UPDATE public.omnichannel_contact c SET display_name = v_name
    WHERE c.tenant_id = v_tenant AND c.id = v_contact.id;
    v_contact.display_name := v_name;
  END IF;
  RETURN v_contact;
END
$$;

COMMENT ON FUNCTION app.meet_contact(bigint, text, jsonb) IS
  'The contact that a page knows by this id, locked until commit; made when it writes for the first time. Not for callers: it asks for no permission.';
