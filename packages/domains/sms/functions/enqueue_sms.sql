-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.enqueue_sms(
  p_to text, p_body text, p_idempotency_key text, p_service_account_id bigint DEFAULT NULL,
  p_send_at timestamptz DEFAULT NULL, p_sender_phone_number_id bigint DEFAULT NULL, p_attachments jsonb DEFAULT '[]'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_contact public.sms_contacts;
  v_sender record;
  v_message public.sms_messages;
  v_known public.sms_messages;
  v_answer record;
  v_type text;
BEGIN
  PERFORM app.require_permission('sms.send');
  PERFORM app.require_sms_attachments(p_attachments);
  PERFORM app.require_idempotency_key(p_idempotency_key);
  IF coalesce(btrim(p_body), '') = '' AND jsonb_array_length(app.json_list(p_attachments)) = 0 THEN
    RAISE EXCEPTION 'A text message without words and media is not sent.' USING ERRCODE = 'invalid_parameter_value';
  END IF;

  -- The contact is locked before it is asked for consent: an opt-out waits until this message is queued, and then
  -- cancels it; or this one waits for the opt-out, and then sees it.
  IF EXISTS (SELECT FROM public.sms_contacts c WHERE c.tenant_id = v_tenant AND c.phone = app.normalize_contact(p_to))
    OR EXISTS (SELECT FROM public.sms_service_accounts s WHERE s.tenant_id = v_tenant
      AND s.id = p_service_account_id AND s.service_type = 'transactional') THEN
    v_contact := app.meet_sms_contact(p_to);
  END IF;

  SELECT m.* INTO v_known FROM public.sms_message_keys k
  JOIN public.sms_messages m ON m.tenant_id = k.tenant_id AND m.id = k.message_id AND m.created_at = k.message_created_at
  WHERE k.tenant_id = v_tenant AND k.scope = 'client' AND k.key = p_idempotency_key;
  IF FOUND THEN
    IF (v_known.to_number, v_known.body, v_known.service_account_id)
      IS DISTINCT FROM (app.normalize_contact(p_to), nullif(btrim(p_body), ''), p_service_account_id) THEN
      RAISE EXCEPTION 'The idempotency key has queued something else.'
        USING ERRCODE = 'unique_violation', DETAIL = format('It queued message %s.', v_known.id),
        HINT = 'Use a key of its own for each message, and repeat a call only as it was.';
    END IF;
    RETURN v_known.id;
  END IF;

  v_message.due_at := greatest(p_send_at, clock_timestamp());
  SELECT * INTO v_answer FROM app.may_text(p_to, v_message.due_at, p_service_account_id);
  IF v_answer.next_allowed_at IS NULL THEN
    RAISE EXCEPTION 'This number may not be texted.'
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = v_answer.reason,
      HINT = 'app.may_text says why and from when on.';
  END IF;
  v_message.due_at := v_answer.next_allowed_at;

  SELECT s.service_type INTO v_type FROM public.sms_service_accounts s
  WHERE s.tenant_id = v_tenant AND s.id = p_service_account_id;
  SELECT n.id, n.phone_number, s.provider INTO v_sender
  FROM public.sms_sender_phone_numbers n
  LEFT JOIN public.sms_sender_accounts s ON s.tenant_id = n.tenant_id AND s.id = n.account_id
  LEFT JOIN public.sms_service_accounts v ON v.tenant_id = n.tenant_id AND v.id = p_service_account_id
  WHERE n.tenant_id = v_tenant AND n.is_active AND coalesce(s.is_active, true)
    AND (p_sender_phone_number_id IS NULL OR n.id = p_sender_phone_number_id)
    AND (n.registration_status IN ('not_required', 'approved') OR coalesce(v_type, 'marketing') NOT IN ('campaign', 'marketing'))
  ORDER BY (n.id = v_contact.assigned_phone_number_id) IS TRUE DESC,
    (n.account_id = v.sender_account_id) IS TRUE DESC, n.is_primary DESC, n.id
  LIMIT 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no number to send from.'
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'It must be active, with an active account, and registered where the carriers ask for it.';
  END IF;

  v_message.direction := 'outbound';
  v_message.status := 'queued';
  v_message.from_number := v_sender.phone_number;
  v_message.to_number := v_contact.phone;
  v_message.body := p_body;
  v_message.provider := v_sender.provider;
  v_message.idempotency_key := p_idempotency_key;
  v_message.user_id := app.current_user_id();
  v_message.sender_phone_number_id := v_sender.id;
  v_message.service_account_id := p_service_account_id;
  UPDATE public.sms_contacts c SET last_contacted_at = now() WHERE c.tenant_id = v_tenant AND c.id = v_contact.id;
  RETURN app.book_sms(v_message, v_contact.id, p_attachments);
END
$$;

COMMENT ON FUNCTION app.enqueue_sms(text, text, text, bigint, timestamptz, bigint, jsonb) IS
  'Queues a text message and returns its number; a second call with the same key returns the first one. Asks app.may_text in the same transaction, under a lock that an opt-out waits for; in quiet hours the message is queued for their end. The number to send from is the one named, that of the contact, that of the account of the service, the primary one. Needs sms.send. Raises 55000 with the reason as detail, 22023, P0002, 23505 when the key has queued something else.';
