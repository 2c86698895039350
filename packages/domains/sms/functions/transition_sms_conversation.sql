-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_sms_conversation(p_conversation_id bigint, p_to text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_state text;
BEGIN
  PERFORM app.require_permission('sms.write');
  PERFORM app.require_allowed('sms_meta_conversation', 'state', p_to);
  SELECT c.state INTO v_state FROM public.sms_meta_conversation c
  WHERE c.tenant_id = v_tenant AND c.id = p_conversation_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no conversation %.', p_conversation_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_state = p_to THEN
    RETURN false;
  END IF;
  IF v_state = 'archived' AND p_to = 'closed' THEN
    RAISE EXCEPTION 'Conversation % cannot go from % to %.', p_conversation_id, v_state, p_to
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'open → closed, archived; closed → open, archived; archived → open.';
  END IF;
  UPDATE public.sms_meta_conversation c
  SET state = p_to, conversation_end = CASE WHEN p_to <> 'open' THEN coalesce(c.conversation_end, clock_timestamp()) END
  WHERE c.tenant_id = v_tenant AND c.id = p_conversation_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_sms_conversation(bigint, text) IS
  'Opens, closes or archives a conversation. False when it is so already. Needs sms.write. Raises 22023 for an unknown state, P0002, 55000.';
