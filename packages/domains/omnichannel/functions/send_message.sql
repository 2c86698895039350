-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.send_message(
  p_conversation_id bigint, p_message text, p_idempotency_key text, p_attachments jsonb DEFAULT '[]',
  p_is_note boolean DEFAULT false
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_conversation public.omnichannel_conversation;
  v_message public.omnichannel_message;
  v_known public.omnichannel_message;
  v_hours integer;
BEGIN
  PERFORM app.require_permission('omnichannel.write');
  PERFORM app.require_message_attachments(p_attachments);
  PERFORM app.require_idempotency_key(p_idempotency_key);
  IF coalesce(btrim(p_message), '') = '' AND jsonb_array_length(app.json_list(p_attachments)) = 0 THEN
    RAISE EXCEPTION 'A message without words and attachments is not sent.' USING ERRCODE = 'invalid_parameter_value';
  END IF;

  v_conversation := app.lock_conversation(p_conversation_id);
  SELECT m.* INTO v_known FROM public.omnichannel_message_keys k
  JOIN public.omnichannel_message m
    ON m.tenant_id = k.tenant_id AND m.id = k.message_id AND m.created_at = k.message_created_at
  WHERE k.tenant_id = v_tenant AND k.page_id = v_conversation.page_id AND k.scope = 'client' AND k.key = p_idempotency_key;
  IF FOUND THEN
    IF v_known.conversation_id <> p_conversation_id OR v_known.is_note <> p_is_note
      OR v_known.message IS DISTINCT FROM nullif(btrim(p_message), '') THEN
      RAISE EXCEPTION 'The idempotency key has sent something else.'
        USING ERRCODE = 'unique_violation', DETAIL = format('It sent message %s.', v_known.id),
        HINT = 'Use a key of its own for each message, and repeat a call only as it was.';
    END IF;
    RETURN v_known.id;
  END IF;

  IF NOT p_is_note THEN
    IF v_conversation.status = 'archived' THEN
      RAISE EXCEPTION 'Conversation % is archived.', v_conversation.display_number
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Begin a new one with app.start_conversation.';
    END IF;
    SELECT s.reply_within_hours INTO v_hours FROM public.omnichannel_page_settings s
    WHERE s.tenant_id = v_tenant AND s.page_id = v_conversation.page_id;
    IF now() > coalesce(v_conversation.last_inbound_at, '-infinity') + make_interval(hours => v_hours) THEN
      RAISE EXCEPTION 'The network does not let us write in conversation % any more.', v_conversation.display_number
        USING ERRCODE = 'object_not_in_prerequisite_state',
        DETAIL = format('The other side last wrote at %s.', coalesce(v_conversation.last_inbound_at::text, 'no time')),
        HINT = format('The page may answer within %s hours.', v_hours);
    END IF;
  END IF;

  v_message.conversation_id := p_conversation_id;
  v_message.contact_id := v_conversation.contact_id;
  v_message.admin_id := app.current_user_id();
  v_message.sender_type := CASE WHEN v_message.admin_id IS NULL THEN 'system' ELSE 'admin' END;
  SELECT m.display_name INTO v_message.sender_name FROM public.sys_tenant_members m
  WHERE m.tenant_id = v_tenant AND m.user_id = v_message.admin_id;
  v_message.message := p_message;
  v_message.is_note := p_is_note;
  v_message.idempotency_key := p_idempotency_key;
  v_message.delivery_status := CASE WHEN NOT p_is_note THEN 'queued' END;
  RETURN app.book_message(v_message, p_attachments);
END
$$;

COMMENT ON FUNCTION app.send_message(bigint, text, text, jsonb, boolean) IS
  'Writes an answer, or a note among staff, into a conversation and returns its number; a second call with the same key returns the first one. The answer is queued for the connector of the network, which reports back with app.record_message_delivery. Needs omnichannel.write. Raises P0002, 22023, 55000 when the conversation is archived or the network does not let us write any more, 23505 when the key has sent something else.';
