CREATE OR REPLACE FUNCTION app.forget_person_in_omnichannel() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_contacts bigint[];
  v_conversations bigint[];
BEGIN
  -- The person is locked by whoever erases; then contacts, conversations, messages, as everywhere in this domain.
  PERFORM FROM public.omnichannel_contact c
  WHERE c.tenant_id = NEW.tenant_id AND c.personal_key_id = NEW.id ORDER BY c.id FOR UPDATE;
  SELECT array_agg(c.id) INTO v_contacts FROM public.omnichannel_contact c
  WHERE c.tenant_id = NEW.tenant_id AND c.personal_key_id = NEW.id;
  IF v_contacts IS NULL THEN
    RETURN NULL;
  END IF;
  UPDATE public.omnichannel_contact c
  SET platform_user_id = NULL, external_customer_id = NULL, display_name = NULL, link = NULL, metadata = '{}',
    erased_at = now()
  WHERE c.tenant_id = NEW.tenant_id AND c.id = ANY (v_contacts);

  PERFORM FROM public.omnichannel_conversation c
  WHERE c.tenant_id = NEW.tenant_id AND c.contact_id = ANY (v_contacts) ORDER BY c.id FOR NO KEY UPDATE;
  SELECT array_agg(c.id) INTO v_conversations FROM public.omnichannel_conversation c
  WHERE c.tenant_id = NEW.tenant_id AND c.contact_id = ANY (v_contacts);
  UPDATE public.omnichannel_conversation c
  SET subject = NULL, external_thread_id = NULL, status_note = NULL, assignment_note = NULL, tags = '{}', metadata = '{}',
    status = 'archived', snoozed_until = NULL, waiting_since = NULL,
    closed_at = CASE WHEN c.status IN ('resolved', 'archived') THEN c.closed_at
      ELSE greatest(clock_timestamp(), c.last_message_at) END
  WHERE c.tenant_id = NEW.tenant_id AND c.id = ANY (v_conversations);
  UPDATE public.omnichannel_conversation_history h SET reason = NULL
  WHERE h.tenant_id = NEW.tenant_id AND h.conversation_id = ANY (v_conversations) AND h.reason IS NOT NULL;

  DELETE FROM public.omnichannel_message_attachment a
  USING public.omnichannel_message m
  WHERE m.tenant_id = NEW.tenant_id AND (m.conversation_id = ANY (v_conversations) OR m.contact_id = ANY (v_contacts))
    AND a.tenant_id = NEW.tenant_id AND a.message_id = m.id AND a.message_created_at = m.created_at;
  DELETE FROM public.omnichannel_message_reaction r
  WHERE r.tenant_id = NEW.tenant_id AND r.contact_id = ANY (v_contacts);
  -- Answers repeat what was asked, so the words of both sides go. The ids of the network stay: a delivery that is
  -- repeated after this must not bring the words back.
  UPDATE public.omnichannel_message m
  SET message = NULL, delivery_error = NULL, metadata = '{}',
    sender_name = CASE WHEN m.sender_type = 'user' THEN NULL ELSE m.sender_name END
  WHERE m.tenant_id = NEW.tenant_id AND (m.conversation_id = ANY (v_conversations) OR m.contact_id = ANY (v_contacts));
  RETURN NULL;
END
$$;

-- crm erases a person last of all by setting erased_at: the moment for every domain to forget its copies.
CREATE OR REPLACE TRIGGER tr_crm_personal_keys_forget_in_omnichannel
  AFTER UPDATE OF erased_at ON public.crm_personal_keys
  FOR EACH ROW WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)
  EXECUTE FUNCTION app.forget_person_in_omnichannel();

ALTER FUNCTION app.forget_person_in_omnichannel() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.forget_person_in_omnichannel() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.forget_person_in_omnichannel() IS
  'Trigger: takes names, ids and words of an erased person out of contacts, conversations and messages; who talked when stays, without them.';
