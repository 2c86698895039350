-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.receive_message(
  p_page_id bigint, p_platform_user_id text, p_external_message_id text, p_message text DEFAULT NULL,
  p_sent_at timestamptz DEFAULT NULL, p_external_thread_id text DEFAULT NULL, p_attachments jsonb DEFAULT '[]',
  p_details jsonb DEFAULT '{}'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_details jsonb := coalesce(p_details, '{}');
  v_echo boolean;
  v_contact public.omnichannel_contact;
  v_message public.omnichannel_message;
  v_known bigint;
BEGIN
  PERFORM app.require_permission('omnichannel.receive');
  PERFORM app.require_record('details of a message', v_details, 'sender_name text', 'link text', 'integration_via text',
    'external_customer_id text', 'metadata object', 'echo boolean', 'idempotency_key text', '*');
  PERFORM app.require_message_attachments(p_attachments);
  v_echo := coalesce((v_details ->> 'echo')::boolean, false);
  IF coalesce(btrim(p_platform_user_id), '') = '' OR coalesce(btrim(p_external_message_id), '') = '' THEN
    RAISE EXCEPTION 'A message needs the ids that the network gave it and its contact.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Without them a second delivery cannot be told from a new message.';
  END IF;
  IF v_details ->> 'integration_via' IS NOT NULL THEN
    PERFORM app.require_allowed('omnichannel_contact', 'integration_via', v_details ->> 'integration_via');
  END IF;
  -- What has been taken in before waits for nobody.
  SELECT k.message_id INTO v_known FROM public.omnichannel_message_keys k
  WHERE k.tenant_id = v_tenant AND k.page_id = p_page_id AND k.scope = 'platform' AND k.key = p_external_message_id;
  IF FOUND THEN
    RETURN v_known;
  END IF;
  PERFORM FROM public.channels_platform_pages p
  WHERE p.tenant_id = v_tenant AND p.id = p_page_id AND p.deleted_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no page %.', p_page_id USING ERRCODE = 'no_data_found';
  END IF;

  -- Locks: contact, then conversation. Deliveries of one contact wait for each other here.
  v_contact := app.meet_contact(p_page_id, p_platform_user_id, v_details);
  SELECT k.message_id INTO v_known FROM public.omnichannel_message_keys k
  WHERE k.tenant_id = v_tenant AND k.page_id = p_page_id AND k.scope = 'platform' AND k.key = p_external_message_id;
  IF FOUND THEN
    RETURN v_known;
  END IF;
  -- The echo of a message that we sent and whose receipt is still under way.
  IF v_echo AND v_details ->> 'idempotency_key' IS NOT NULL THEN
    SELECT k.message_id INTO v_known FROM public.omnichannel_message_keys k
    WHERE k.tenant_id = v_tenant AND k.page_id = p_page_id AND k.scope = 'client'
      AND k.key = v_details ->> 'idempotency_key';
    IF FOUND THEN
      PERFORM app.book_delivery(v_known, 'sent', p_external_message_id, coalesce(p_sent_at, now()), NULL);
      RETURN v_known;
    END IF;
  END IF;

  v_message.conversation_id := (app.current_conversation(
    p_page_id, v_contact.id, nullif(btrim(p_external_thread_id), ''), NOT v_echo)).id;
  v_message.sender_type := CASE WHEN v_echo THEN 'admin' ELSE 'user' END;
  v_message.contact_id := v_contact.id;
  v_message.sender_name := coalesce(
    nullif(btrim(v_details ->> 'sender_name'), ''), CASE WHEN NOT v_echo THEN v_contact.display_name END);
  v_message.message := p_message;
  v_message.external_message_id := p_external_message_id;
  v_message.delivery_status := CASE WHEN v_echo THEN 'sent' END;
  v_message.sent_at := CASE WHEN v_echo THEN coalesce(p_sent_at, now()) END;
  v_message.platform_sent_at := p_sent_at;
  v_message.metadata := v_details -> 'metadata';
  RETURN app.book_message(v_message, p_attachments);
END
$$;

COMMENT ON FUNCTION app.receive_message(bigint, text, text, text, timestamptz, text, jsonb, jsonb) IS
  'Takes in a message that a network delivers and returns its number; the same delivery again, at any time and from any number of sessions, returns the first one. Makes the contact and the conversation where they are new, opens a waiting, snoozed or, as the page allows, a resolved one again. p_details: sender_name, link, integration_via, external_customer_id, metadata; echo for a message of our own that was written at the network, with the idempotency_key where the network hands it back. One message per transaction. Needs omnichannel.receive. Raises P0002, 22023.';
