-- may execute: nobody
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
  SET erased_at = now()
  WHERE c.tenant_id = NEW.tenant_id AND c.id = ANY (v_contacts);

  PERFORM FROM public.omnichannel_conversation c
  WHERE c.tenant_id = NEW.tenant_id AND c.contact_id = ANY (v_contacts) ORDER BY c.id FOR NO KEY UPDATE;
  SELECT array_agg(c.id) INTO v_conversations FROM public.omnichannel_conversation c
  WHERE c.tenant_id = NEW.tenant_id AND c.contact_id = ANY (v_contacts);
  UPDATE public.omnichannel_conversation c
  SET status = 'archived', snoozed_until = NULL, waiting_since = NULL,
    closed_at = CASE WHEN c.status IN ('resolved', 'archived') THEN c.closed_at
      ELSE greatest(clock_timestamp(), c.last_message_at) END
  WHERE c.tenant_id = NEW.tenant_id AND c.id = ANY (v_conversations);
  RETURN NULL;
END
$$;

-- Set when what the domains declare has been erased: the moment for what is more than emptying columns.
CREATE OR REPLACE TRIGGER tr_crm_personal_keys_forget_in_omnichannel
  AFTER UPDATE OF erased_at ON public.crm_personal_keys
  FOR EACH ROW WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)
  EXECUTE FUNCTION app.forget_person_in_omnichannel();

COMMENT ON FUNCTION app.forget_person_in_omnichannel() IS
  'Trigger: marks the contacts of an erased person and archives their conversations; who talked when stays.';
