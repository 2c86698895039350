-- may execute: nobody
CREATE OR REPLACE FUNCTION app.book_message(p_message public.omnichannel_message, p_attachments jsonb) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_at timestamptz;
  v_id bigint;
  v_inbound boolean := p_message.sender_type = 'user';
  v_answer boolean := p_message.sender_type = 'admin';
BEGIN
  PERFORM app.require_allowed('omnichannel_message_attachment', 'attachment_type', a.item ->> 'attachment_type')
  FROM jsonb_array_elements(app.json_list(p_attachments)) AS a (item) WHERE a.item ->> 'attachment_type' IS NOT NULL;
  -- By the clock, not by the beginning of the transaction: the caller holds the conversation, so that its messages
  -- stand in the order in which they were taken in, and what was read before this moment was not this message.
  SELECT greatest(clock_timestamp(), c.last_message_at + interval '1 microsecond', c.read_at + interval '1 microsecond',
    c.closed_at + interval '1 microsecond') INTO v_at
  FROM public.omnichannel_conversation c WHERE c.tenant_id = v_tenant AND c.id = p_message.conversation_id;

  INSERT INTO public.omnichannel_message (
    tenant_id, created_at, conversation_id, sender_type, contact_id, admin_id, sender_name, message, is_note,
    external_message_id, idempotency_key, delivery_status, platform_sent_at, sent_at, metadata)
  VALUES (
    v_tenant, v_at, p_message.conversation_id, p_message.sender_type, p_message.contact_id, p_message.admin_id,
    p_message.sender_name, nullif(btrim(p_message.message), ''), coalesce(p_message.is_note, false),
    p_message.external_message_id, p_message.idempotency_key, p_message.delivery_status, p_message.platform_sent_at,
    p_message.sent_at, coalesce(p_message.metadata, '{}'))
  RETURNING id INTO v_id;

  INSERT INTO public.omnichannel_message_attachment (
    tenant_id, message_id, message_created_at, attachment_type, url, file_name, mime_type, size_bytes, width, height,
    duration_seconds, external_media_id, sort_order, metadata)
  SELECT v_tenant, v_id, v_at, coalesce(a.item ->> 'attachment_type', 'other'), a.item ->> 'url',
    a.item ->> 'file_name', lower(a.item ->> 'mime_type'), (a.item ->> 'size_bytes')::bigint,
    (a.item ->> 'width')::integer, (a.item ->> 'height')::integer, (a.item ->> 'duration_seconds')::integer,
    a.item ->> 'external_media_id', a.place::integer - 1, coalesce(nullif(a.item -> 'metadata', 'null'), '{}')
  FROM jsonb_array_elements(app.json_list(p_attachments)) WITH ORDINALITY AS a (item, place);

  -- The same figures that app.refresh_conversation_figures takes from the messages, without looking at the old ones.
  IF p_message.is_note IS NOT TRUE THEN
    UPDATE public.omnichannel_conversation c
    SET message_count = c.message_count + 1,
      first_message_at = coalesce(c.first_message_at, v_at),
      last_message_at = v_at,
      first_inbound_at = CASE WHEN v_inbound THEN coalesce(c.first_inbound_at, v_at) ELSE c.first_inbound_at END,
      last_inbound_at = CASE WHEN v_inbound THEN v_at ELSE c.last_inbound_at END,
      first_response_at = CASE WHEN v_answer AND c.first_inbound_at IS NOT NULL
        THEN coalesce(c.first_response_at, v_at) ELSE c.first_response_at END,
      last_response_at = CASE WHEN v_answer THEN v_at ELSE c.last_response_at END,
      waiting_since = CASE WHEN v_inbound THEN coalesce(c.waiting_since, v_at)
        WHEN v_answer THEN NULL ELSE c.waiting_since END,
      -- Who answers has read.
      unread_count = CASE WHEN v_inbound THEN c.unread_count + 1 WHEN v_answer THEN 0 ELSE c.unread_count END,
      read_at = CASE WHEN v_answer THEN v_at ELSE c.read_at END
    WHERE c.tenant_id = v_tenant AND c.id = p_message.conversation_id;
  END IF;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.book_message(public.omnichannel_message, jsonb) IS
  'What receiving and sending have in common: message, attachments and figures of the conversation, which the caller has locked. Not for callers: it asks for no permission.';
