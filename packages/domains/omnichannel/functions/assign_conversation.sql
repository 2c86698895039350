-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.assign_conversation(
  p_conversation_id bigint, p_user_id bigint, p_note text DEFAULT NULL, p_only_if_free boolean DEFAULT false
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_conversation public.omnichannel_conversation;
BEGIN
  -- Whoever answers may take a conversation or give the own one back; giving to others is another right.
  PERFORM app.require_permission('omnichannel.write');
  v_conversation := app.lock_conversation(p_conversation_id);
  IF v_conversation.assigned_to IS NOT DISTINCT FROM p_user_id
    OR p_only_if_free AND v_conversation.assigned_to IS NOT NULL THEN
    RETURN false;
  END IF;
  IF coalesce(p_user_id, v_conversation.assigned_to) IS DISTINCT FROM app.current_user_id()
    OR p_user_id IS NOT NULL AND v_conversation.assigned_to IS NOT NULL THEN
    PERFORM app.require_permission('omnichannel.assign');
  END IF;
  -- The row is locked as a foreign key would, so that the member does not leave in between.
  PERFORM FROM public.sys_tenant_members m
  WHERE m.tenant_id = v_conversation.tenant_id AND m.user_id = p_user_id AND m.status = 'active' FOR SHARE;
  IF NOT FOUND AND p_user_id IS NOT NULL THEN
    RAISE EXCEPTION 'There is no active member %.', p_user_id USING ERRCODE = 'no_data_found';
  END IF;

  UPDATE public.omnichannel_conversation c SET assigned_to = p_user_id, assignment_note = p_note
  WHERE c.tenant_id = v_conversation.tenant_id AND c.id = p_conversation_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.assign_conversation(bigint, bigint, text, boolean) IS
  'Gives a conversation to an active member, or to nobody, and writes the history; with p_only_if_free only one of many who reach for it gets it. False when nothing changed. Taking a free one and giving the own one back needs omnichannel.write, all else omnichannel.assign too. Raises P0002.';
