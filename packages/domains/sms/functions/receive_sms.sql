-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.receive_sms(
  p_provider text, p_provider_message_sid text, p_from text, p_to text, p_body text DEFAULT NULL,
  p_at timestamptz DEFAULT now(), p_attachments jsonb DEFAULT '[]'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_contact public.sms_contacts;
  v_message public.sms_messages;
  v_known bigint;
  v_word text := upper(regexp_replace(coalesce(p_body, ''), '[^[:alpha:]]+', '', 'g'));
BEGIN
  PERFORM app.require_permission('sms.deliver');
  PERFORM app.require_sms_attachments(p_attachments);
  IF coalesce(btrim(p_provider_message_sid), '') = '' OR p_provider IS NULL THEN
    RAISE EXCEPTION 'A message needs its provider and the id that it has there.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Without them a second delivery cannot be told from a new message.';
  END IF;
  SELECT k.message_id INTO v_known FROM public.sms_message_keys k
  WHERE k.tenant_id = v_tenant AND k.scope = p_provider AND k.key = p_provider_message_sid;
  IF FOUND THEN
    RETURN v_known;
  END IF;
  SELECT n.id, n.phone_number INTO v_message.sender_phone_number_id, v_message.to_number
  FROM public.sms_sender_phone_numbers n
  WHERE n.tenant_id = v_tenant AND n.phone_number = app.normalize_contact(p_to);
  IF NOT FOUND THEN
    RAISE EXCEPTION '% is not a number of ours.', p_to USING ERRCODE = 'no_data_found';
  END IF;

  -- Deliveries from one number wait for each other here.
  v_contact := app.meet_sms_contact(p_from);
  SELECT k.message_id INTO v_known FROM public.sms_message_keys k
  WHERE k.tenant_id = v_tenant AND k.scope = p_provider AND k.key = p_provider_message_sid;
  IF FOUND THEN
    RETURN v_known;
  END IF;
  v_message.direction := 'inbound';
  v_message.status := 'received';
  v_message.from_number := v_contact.phone;
  v_message.body := p_body;
  v_message.provider := p_provider;
  v_message.provider_message_sid := p_provider_message_sid;
  v_message.received_at := coalesce(p_at, now());
  v_known := app.book_sms(v_message, v_contact.id, p_attachments);
  IF v_word IN ('STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'REVOKE') THEN
    PERFORM app.book_consent(v_contact.id, 'opted_out', 'keyword', p_body, least(v_message.received_at, clock_timestamp()));
  ELSIF v_word IN ('START', 'UNSTOP', 'SUBSCRIBE', 'OPTIN') THEN
    PERFORM app.book_consent(v_contact.id, 'opted_in', 'keyword', p_body, least(v_message.received_at, clock_timestamp()));
  END IF;
  RETURN v_known;
END
$$;

COMMENT ON FUNCTION app.receive_sms(text, text, text, text, text, timestamptz, jsonb) IS
  'Takes in a message that a provider delivers and returns its number; the same delivery again returns the first one. STOP and its kin opt the sender out in the same transaction, START opts in. Needs sms.deliver. Raises P0002 when the number is not ours, 22023.';
