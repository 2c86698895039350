-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.mark_sms_conversation_read(p_conversation_id bigint, p_up_to timestamptz DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_conversation public.sms_meta_conversation;
  v_up_to timestamptz;
  v_unread integer := 0;
BEGIN
  PERFORM app.require_permission('sms.write');
  SELECT * INTO v_conversation FROM public.sms_meta_conversation c
  WHERE c.tenant_id = v_tenant AND c.id = p_conversation_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no conversation %.', p_conversation_id USING ERRCODE = 'no_data_found';
  END IF;
  v_up_to := least(p_up_to, greatest(clock_timestamp(), v_conversation.last_message_at));
  IF v_up_to <= v_conversation.read_at THEN
    RETURN v_conversation.unread_count;
  END IF;
  IF v_up_to < v_conversation.last_inbound_at THEN
    SELECT count(*) INTO v_unread FROM public.sms_messages m
    WHERE m.tenant_id = v_tenant AND m.conversation_id = p_conversation_id AND m.created_at > v_up_to
      AND m.direction = 'inbound';
  END IF;
  UPDATE public.sms_meta_conversation c SET read_at = v_up_to, unread_count = v_unread
  WHERE c.tenant_id = v_tenant AND c.id = p_conversation_id;
  RETURN v_unread;
END
$$;

COMMENT ON FUNCTION app.mark_sms_conversation_read(bigint, timestamptz) IS
  'Notes that staff has read a conversation, up to created_at of the last message that was on the screen, or all of it; never backwards. Returns how many messages are unread. Needs sms.write. Raises P0002.';
