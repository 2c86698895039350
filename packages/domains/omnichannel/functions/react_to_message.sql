-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.react_to_message(
  p_message_id bigint, p_reaction text, p_remove boolean DEFAULT false, p_contact_id bigint DEFAULT NULL,
  p_at timestamptz DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := CASE WHEN p_contact_id IS NULL THEN app.current_user_id() END;
  v_at timestamptz := coalesce(p_at, clock_timestamp());
  v_created_at timestamptz;
  v_stands boolean;
BEGIN
  -- What a contact does is reported by a connector; staff act for themselves.
  PERFORM app.require_permission(CASE WHEN p_contact_id IS NULL THEN 'omnichannel.write' ELSE 'omnichannel.receive' END);
  IF p_contact_id IS NULL AND v_user IS NULL THEN
    RAISE EXCEPTION 'Nobody reacts.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Name the contact, or enter the tenant as a user.';
  END IF;
  SELECT m.created_at INTO v_created_at FROM public.omnichannel_message m
  WHERE m.tenant_id = v_tenant AND m.id = p_message_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no message %.', p_message_id USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM FROM public.omnichannel_contact c
  WHERE c.tenant_id = v_tenant AND c.id = p_contact_id AND c.erased_at IS NULL FOR KEY SHARE;
  IF NOT FOUND AND p_contact_id IS NOT NULL THEN
    RAISE EXCEPTION 'There is no contact %.', p_contact_id USING ERRCODE = 'no_data_found';
  END IF;
  -- In a group there are more than the one whose conversation it is: whoever wrote in it.
  IF p_contact_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.omnichannel_message m
    JOIN public.omnichannel_conversation c ON c.tenant_id = v_tenant AND c.id = m.conversation_id
    WHERE m.tenant_id = v_tenant AND m.id = p_message_id AND m.created_at = v_created_at
      AND (c.contact_id = p_contact_id OR EXISTS (
        SELECT FROM public.omnichannel_message o
        WHERE o.tenant_id = v_tenant AND o.conversation_id = c.id AND o.contact_id = p_contact_id))
  ) THEN
    RAISE EXCEPTION 'Contact % takes no part in the conversation of message %.', p_contact_id, p_message_id
      USING ERRCODE = 'no_data_found', HINT = 'Name the contact who wrote in that conversation.';
  END IF;

  INSERT INTO public.omnichannel_message_reaction (
    tenant_id, message_id, message_created_at, contact_id, user_id, reaction, reacted_at, removed_at)
  VALUES (
    v_tenant, p_message_id, v_created_at, p_contact_id, v_user, btrim(p_reaction), v_at,
    CASE WHEN p_remove THEN v_at END)
  ON CONFLICT DO NOTHING;
  -- Of two events about the same reaction the later one holds, in whatever order they are delivered.
  UPDATE public.omnichannel_message_reaction r
  SET reacted_at = CASE WHEN p_remove THEN r.reacted_at ELSE v_at END, removed_at = CASE WHEN p_remove THEN v_at END
  WHERE r.tenant_id = v_tenant AND r.message_id = p_message_id AND r.message_created_at = v_created_at
    AND (r.contact_id = p_contact_id OR r.user_id = v_user) AND r.reaction = btrim(p_reaction)
    AND v_at > greatest(r.reacted_at, r.removed_at);
  SELECT r.removed_at IS NULL INTO v_stands FROM public.omnichannel_message_reaction r
  WHERE r.tenant_id = v_tenant AND r.message_id = p_message_id AND r.message_created_at = v_created_at
    AND (r.contact_id = p_contact_id OR r.user_id = v_user) AND r.reaction = btrim(p_reaction);
  RETURN v_stands;
END
$$;

COMMENT ON FUNCTION app.react_to_message(bigint, text, boolean, bigint, timestamptz) IS
  'Adds a reaction of the current user, or of a contact, to a message, or takes it back; the same again changes nothing, and of late and early news the later event holds. Returns whether the reaction stands. Needs omnichannel.write, for a contact omnichannel.receive. Raises P0002, 22023.';
