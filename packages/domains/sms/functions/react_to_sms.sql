-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.react_to_sms(
  p_message_id bigint, p_type text, p_value text, p_remove boolean DEFAULT false, p_contact_id bigint DEFAULT NULL,
  p_at timestamptz DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := CASE WHEN p_contact_id IS NULL THEN app.current_user_id() END;
  v_at timestamptz := coalesce(p_at, clock_timestamp());
  v_created_at timestamptz;
  v_partner bigint;
  v_stands boolean;
BEGIN
  -- What a contact does is reported by a connector; staff act for themselves.
  PERFORM app.require_permission(CASE WHEN p_contact_id IS NULL THEN 'sms.write' ELSE 'sms.deliver' END);
  PERFORM app.require_allowed('sms_reactions', 'reaction_type', p_type);
  IF p_contact_id IS NULL AND v_user IS NULL THEN
    RAISE EXCEPTION 'Nobody reacts.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Name the contact, or enter the tenant as a user.';
  END IF;
  SELECT m.created_at, v.contact_id INTO v_created_at, v_partner
  FROM public.sms_messages m
  JOIN public.sms_meta_conversation v ON v.tenant_id = v_tenant AND v.id = m.conversation_id
  WHERE m.tenant_id = v_tenant AND m.id = p_message_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no message %.', p_message_id USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM FROM public.sms_contacts c
  WHERE c.tenant_id = v_tenant AND c.id = p_contact_id AND c.erased_at IS NULL FOR KEY SHARE;
  IF NOT FOUND AND p_contact_id IS NOT NULL THEN
    RAISE EXCEPTION 'There is no contact %.', p_contact_id USING ERRCODE = 'no_data_found';
  END IF;
  IF p_contact_id <> v_partner THEN
    RAISE EXCEPTION 'Contact % takes no part in the conversation of message %.', p_contact_id, p_message_id
      USING ERRCODE = 'no_data_found', HINT = format('It is with contact %s.', v_partner);
  END IF;

  INSERT INTO public.sms_reactions (
    tenant_id, message_id, message_created_at, reaction_type, reaction_value, contact_id, user_id, reacted_at, removed_at)
  VALUES (
    v_tenant, p_message_id, v_created_at, p_type, btrim(p_value), p_contact_id, v_user, v_at,
    CASE WHEN p_remove THEN v_at END)
  ON CONFLICT DO NOTHING;
  -- Of two events about the same reaction the later one holds, in whatever order they are delivered.
  UPDATE public.sms_reactions r
  SET reacted_at = CASE WHEN p_remove THEN r.reacted_at ELSE v_at END, removed_at = CASE WHEN p_remove THEN v_at END
  WHERE r.tenant_id = v_tenant AND r.message_id = p_message_id AND r.message_created_at = v_created_at
    AND (r.contact_id = p_contact_id OR r.user_id = v_user) AND r.reaction_type = p_type
    AND r.reaction_value = btrim(p_value) AND v_at > greatest(r.reacted_at, r.removed_at);
  SELECT r.removed_at IS NULL INTO v_stands FROM public.sms_reactions r
  WHERE r.tenant_id = v_tenant AND r.message_id = p_message_id AND r.message_created_at = v_created_at
    AND (r.contact_id = p_contact_id OR r.user_id = v_user) AND r.reaction_type = p_type
    AND r.reaction_value = btrim(p_value);
  RETURN v_stands;
END
$$;

COMMENT ON FUNCTION app.react_to_sms(bigint, text, text, boolean, bigint, timestamptz) IS
  'Adds a reaction of the current user, or of a contact, to a text message, or takes it back; the same again changes nothing, and of late and early news the later event holds. Returns whether the reaction stands. Needs sms.write, for a contact sms.deliver. Raises P0002, 22023.';
