-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_conversation(
  p_conversation_id bigint, p_to text, p_note text DEFAULT NULL, p_snooze_until timestamptz DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_conversation public.omnichannel_conversation;
BEGIN
  PERFORM app.require_permission('omnichannel.write');
  PERFORM app.require_allowed('omnichannel_conversation', 'status', p_to);
  v_conversation := app.lock_conversation(p_conversation_id);
  IF (p_to = 'snoozed') <> (p_snooze_until IS NOT NULL) OR p_snooze_until <= now() THEN
    RAISE EXCEPTION 'A conversation is snoozed until a time to come, and only then.'
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF v_conversation.status = p_to AND v_conversation.snoozed_until IS NOT DISTINCT FROM p_snooze_until THEN
    RETURN false;
  END IF;
  IF v_conversation.status <> p_to AND app.conversation_transition_allowed(v_conversation.status, p_to) IS NOT TRUE THEN
    RAISE EXCEPTION 'Conversation % cannot go from % to %.', v_conversation.display_number, v_conversation.status, p_to
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'app.conversation_transition_allowed lists the paths of a conversation.';
  END IF;

  UPDATE public.omnichannel_conversation c
  SET status = p_to, status_note = p_note, snoozed_until = p_snooze_until,
    closed_at = CASE WHEN v_conversation.status IN ('resolved', 'archived') OR p_to NOT IN ('resolved', 'archived')
      THEN c.closed_at ELSE greatest(clock_timestamp(), c.last_message_at) END,
    waiting_since = CASE WHEN p_to IN ('resolved', 'archived') THEN NULL ELSE c.waiting_since END
  WHERE c.tenant_id = v_conversation.tenant_id AND c.id = p_conversation_id;
  RETURN true;
EXCEPTION WHEN unique_violation THEN
  RAISE EXCEPTION 'Conversation % cannot be opened again.', v_conversation.display_number
    USING ERRCODE = 'object_not_in_prerequisite_state',
    HINT = 'Another one with the same contact or thread is running.';
END
$$;

COMMENT ON FUNCTION app.transition_conversation(bigint, text, text, timestamptz) IS
  'Moves a conversation to another status along an allowed path and, by a trigger, writes the history; snoozed needs a time. False when it is there already. Needs omnichannel.write. Raises P0002, 22023, 55000 when there is no such path or another conversation is running.';
