-- may execute: nobody
CREATE OR REPLACE FUNCTION app.book_consent(
  p_contact_id bigint, p_consent text, p_source text, p_wording text, p_at timestamptz
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_changed boolean;
BEGIN
  IF p_at > clock_timestamp() + interval '5 minutes' OR p_at IS NULL THEN
    RAISE EXCEPTION 'A consent is not recorded before it is given.' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  INSERT INTO public.sms_consent_log (tenant_id, contact_id, consent, source, wording, recorded_by, happened_at)
  VALUES (v_tenant, p_contact_id, p_consent, p_source, p_wording, app.current_user_id(), p_at);

  -- What was said last holds, in whatever order it reaches us; of two at the same moment, the no.
  UPDATE public.sms_contacts c SET consent_status = p_consent, consent_changed_at = p_at
  WHERE c.tenant_id = v_tenant AND c.id = p_contact_id AND c.consent_status <> p_consent
    AND (c.consent_changed_at IS NULL OR p_at > c.consent_changed_at
      OR p_at = c.consent_changed_at AND p_consent = 'opted_out');
  v_changed := FOUND;
  UPDATE public.sms_contacts c SET consent_changed_at = p_at
  WHERE c.tenant_id = v_tenant AND c.id = p_contact_id AND c.consent_status = p_consent AND p_at > c.consent_changed_at;

  -- A statement of its own: it sees the messages of those who held the contact before.
  IF v_changed AND p_consent = 'opted_out' THEN
    UPDATE public.sms_messages m SET status = 'cancelled', due_at = NULL, provider_error_code = 'opted_out'
    FROM public.sms_meta_conversation v
    WHERE v.tenant_id = v_tenant AND v.contact_id = p_contact_id
      AND m.tenant_id = v_tenant AND m.conversation_id = v.id AND m.status = 'queued';
  END IF;
  RETURN v_changed;
END
$$;

COMMENT ON FUNCTION app.book_consent(bigint, text, text, text, timestamptz) IS
  'What recording a consent in any way has in common; the caller has locked the contact. Not for callers: it asks for no permission.';
