-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.start_conversation(
  p_contact_id bigint, p_subject text DEFAULT NULL, p_external_thread_id text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_contact public.omnichannel_contact;
  v_conversation public.omnichannel_conversation;
BEGIN
  PERFORM app.require_permission('omnichannel.write');
  SELECT * INTO v_contact FROM public.omnichannel_contact c
  WHERE c.tenant_id = v_tenant AND c.id = p_contact_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no contact %.', p_contact_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_contact.erased_at IS NOT NULL OR v_contact.page_id IS NULL THEN
    RAISE EXCEPTION 'Contact % cannot be written to.', p_contact_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'It was erased, or belongs to no page.';
  END IF;

  v_conversation := app.current_conversation(
    v_contact.page_id, p_contact_id, nullif(btrim(p_external_thread_id), ''), false);
  UPDATE public.omnichannel_conversation c
  SET status = 'open', status_note = NULL, subject = coalesce(nullif(btrim(p_subject), ''), c.subject)
  WHERE c.tenant_id = v_tenant AND c.id = v_conversation.id
    AND (c.status = 'resolved' OR nullif(btrim(p_subject), '') <> coalesce(c.subject, ''));
  RETURN v_conversation.id;
END
$$;

COMMENT ON FUNCTION app.start_conversation(bigint, text, text) IS
  'The conversation in which a contact can be written to, and its number: the one that runs, the resolved one where the page lets it be opened again, else a new one. Needs omnichannel.write. Raises P0002, 55000.';
