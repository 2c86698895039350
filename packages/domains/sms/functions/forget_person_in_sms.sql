-- may execute: nobody
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
    assigned_phone_number_id = NULL, erased_at = now()
  WHERE c.tenant_id = NEW.tenant_id AND c.id = ANY (v_contacts);
  UPDATE public.sms_meta_conversation c
  SET state = 'archived', conversation_end = coalesce(c.conversation_end, clock_timestamp())
  WHERE c.tenant_id = NEW.tenant_id AND c.id = ANY (v_conversations);

  -- What still waits is not sent; our own numbers stay.
  UPDATE public.sms_messages m
  SET from_number = CASE WHEN m.direction = 'outbound' THEN m.from_number END,
    to_number = CASE WHEN m.direction = 'inbound' THEN m.to_number END,
    status = CASE WHEN m.status IN ('queued', 'sending') THEN 'cancelled' ELSE m.status END, due_at = NULL
  WHERE m.tenant_id = NEW.tenant_id AND m.conversation_id = ANY (v_conversations);
  RETURN NULL;
END
$$;

-- Set when what the domains declare has been erased: the moment for what is more than emptying columns.
CREATE OR REPLACE TRIGGER tr_crm_personal_keys_forget_in_sms AFTER UPDATE OF erased_at ON public.crm_personal_keys
  FOR EACH ROW WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)
  EXECUTE FUNCTION app.forget_person_in_sms();

COMMENT ON FUNCTION app.forget_person_in_sms() IS
  'Trigger: ends the conversations of an erased person, cancels what waits to be sent and takes out the numbers; a number that has opted out stays by itself.';
