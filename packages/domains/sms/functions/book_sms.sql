-- may execute: nobody
CREATE OR REPLACE FUNCTION app.book_sms(p_message public.sms_messages, p_contact_id bigint, p_attachments jsonb)
RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_conversation public.sms_meta_conversation;
  v_inbound boolean := p_message.direction = 'inbound';
  v_media integer := jsonb_array_length(app.json_list(p_attachments));
  v_at timestamptz;
  v_id bigint;
BEGIN
  -- The caller holds the contact, so that nobody else makes this conversation now.
  INSERT INTO public.sms_meta_conversation (tenant_id, contact_id, sender_phone_number_id)
  VALUES (v_tenant, p_contact_id, p_message.sender_phone_number_id)
  ON CONFLICT (tenant_id, contact_id, sender_phone_number_id) DO NOTHING;
  SELECT * INTO v_conversation FROM public.sms_meta_conversation c
  WHERE c.tenant_id = v_tenant AND c.contact_id = p_contact_id
    AND c.sender_phone_number_id = p_message.sender_phone_number_id FOR NO KEY UPDATE;

  -- By the clock and after the lock: what was read before this moment was not this message.
  v_at := greatest(clock_timestamp(), v_conversation.last_message_at + interval '1 microsecond',
    v_conversation.read_at + interval '1 microsecond');
  INSERT INTO public.sms_messages (
    tenant_id, created_at, direction, from_number, to_number, body, media_count, segments, message_type, status,
    provider, provider_message_sid, idempotency_key, due_at, received_at, conversation_id, user_id,
    sender_phone_number_id, service_account_id)
  VALUES (
    v_tenant, v_at, p_message.direction, p_message.from_number, p_message.to_number,
    nullif(btrim(p_message.body), ''), v_media, app.count_sms_segments(p_message.body),
    CASE WHEN v_media > 0 THEN 'mms' ELSE 'sms' END, p_message.status, p_message.provider,
    p_message.provider_message_sid, p_message.idempotency_key, p_message.due_at, p_message.received_at,
    v_conversation.id, p_message.user_id, p_message.sender_phone_number_id, p_message.service_account_id)
  RETURNING id INTO v_id;
  INSERT INTO public.sms_attachments (
    tenant_id, message_id, message_created_at, file_url, file_name, file_extension, file_size, mime_type, provider_media_sid)
  SELECT v_tenant, v_id, v_at, a.item ->> 'file_url', a.item ->> 'file_name', a.item ->> 'file_extension',
    (a.item ->> 'file_size')::bigint, lower(a.item ->> 'mime_type'), a.item ->> 'provider_media_sid'
  FROM jsonb_array_elements(app.json_list(p_attachments)) AS a (item);

  -- The same figures that app.refresh_sms_conversations takes from the messages, without looking at the old ones.
  UPDATE public.sms_meta_conversation c
  SET message_count = c.message_count + 1, unread_count = c.unread_count + v_inbound::integer,
    conversation_start = coalesce(c.conversation_start, v_at), last_message_at = v_at,
    last_inbound_at = CASE WHEN v_inbound THEN v_at ELSE c.last_inbound_at END,
    state = CASE WHEN v_inbound THEN 'open' ELSE c.state END,
    conversation_end = CASE WHEN v_inbound THEN NULL ELSE c.conversation_end END
  WHERE c.tenant_id = v_tenant AND c.id = v_conversation.id;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.book_sms(public.sms_messages, bigint, jsonb) IS
  'What queuing and receiving have in common: conversation, message, media and figures; the caller has locked the contact. Not for callers: it asks for no permission.';
