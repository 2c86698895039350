CREATE OR REPLACE FUNCTION app.forget_person_in_sms() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_contacts bigint[];
  v_conversations bigint[];
BEGIN
  -- The person is locked by whoever erases; then contacts, conversations, messages, as everywhere in this domain.
  PERFORM FROM public.sms_contacts c
  WHERE c.tenant_id = NEW.tenant_id AND c.personal_key_id = NEW.id ORDER BY c.id FOR UPDATE;
  SELECT array_agg(c.id) INTO v_contacts FROM public.sms_contacts c
  WHERE c.tenant_id = NEW.tenant_id AND c.personal_key_id = NEW.id;
  IF v_contacts IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT array_agg(v.id) INTO v_conversations FROM (
    SELECT c.id FROM public.sms_meta_conversation c
    WHERE c.tenant_id = NEW.tenant_id AND c.contact_id = ANY (v_contacts) ORDER BY c.id FOR NO KEY UPDATE
  ) v;

  -- A number that has opted out stays, by itself, so that nobody texts it again; the others go.
  UPDATE public.sms_contacts c
  SET phone = CASE WHEN c.consent_status = 'opted_out' THEN c.phone ELSE 'erased:' || c.id END,
    personal_key_id = CASE WHEN c.consent_status <> 'opted_out' THEN c.personal_key_id END,
    name = NULL, country_code = NULL, area_code = NULL, timezone = NULL, assigned_phone_number_id = NULL,
    erased_at = now()
  WHERE c.tenant_id = NEW.tenant_id AND c.id = ANY (v_contacts);
  UPDATE public.sms_consent_log l SET wording = NULL
  WHERE l.tenant_id = NEW.tenant_id AND l.contact_id = ANY (v_contacts) AND l.wording IS NOT NULL;
  UPDATE public.sms_meta_conversation c
  SET tags = '{}', emotion = NULL, next_action = NULL, summary_text = NULL, key_points = '{}', state = 'archived',
    conversation_end = coalesce(c.conversation_end, clock_timestamp())
  WHERE c.tenant_id = NEW.tenant_id AND c.id = ANY (v_conversations);

  DELETE FROM public.sms_attachments a
  USING public.sms_messages m
  WHERE m.tenant_id = NEW.tenant_id AND m.conversation_id = ANY (v_conversations)
    AND a.tenant_id = NEW.tenant_id AND a.message_id = m.id AND a.message_created_at = m.created_at;
  DELETE FROM public.sms_reactions r WHERE r.tenant_id = NEW.tenant_id AND r.contact_id = ANY (v_contacts);
  -- The ids of the provider stay: a delivery that is repeated after this must not bring the words back.
  UPDATE public.sms_messages m
  SET body = NULL, provider_payload = '{}', metadata = '{}',
    from_number = CASE WHEN m.direction = 'outbound' THEN m.from_number END,
    to_number = CASE WHEN m.direction = 'inbound' THEN m.to_number END,
    status = CASE WHEN m.status IN ('queued', 'sending') THEN 'cancelled' ELSE m.status END, due_at = NULL
  WHERE m.tenant_id = NEW.tenant_id AND m.conversation_id = ANY (v_conversations);
  RETURN NULL;
END
$$;

-- crm erases a person last of all by setting erased_at: the moment for every domain to forget its copies.
CREATE OR REPLACE TRIGGER tr_crm_personal_keys_forget_in_sms AFTER UPDATE OF erased_at ON public.crm_personal_keys
  FOR EACH ROW WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)
  EXECUTE FUNCTION app.forget_person_in_sms();

ALTER FUNCTION app.forget_person_in_sms() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.forget_person_in_sms() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.forget_person_in_sms() IS
  'Trigger: takes numbers, names and words of an erased person out of contacts, conversations and messages; a number that has opted out stays without them.';
