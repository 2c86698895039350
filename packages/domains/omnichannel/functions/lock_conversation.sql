-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_conversation(p_conversation_id bigint) RETURNS public.omnichannel_conversation
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_conversation public.omnichannel_conversation;
BEGIN
  -- The contact first, at which the foreign key of a message looks, as when the person is erased.
  PERFORM FROM public.omnichannel_contact k
  WHERE k.tenant_id = v_tenant AND k.id = (
    SELECT c.contact_id FROM public.omnichannel_conversation c
    WHERE c.tenant_id = v_tenant AND c.id = p_conversation_id)
  FOR KEY SHARE;
  SELECT * INTO v_conversation FROM public.omnichannel_conversation c
  WHERE c.tenant_id = v_tenant AND c.id = p_conversation_id AND c.deleted_at IS NULL
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no conversation %.', p_conversation_id USING ERRCODE = 'no_data_found';
  END IF;
  RETURN v_conversation;
END
$$;

COMMENT ON FUNCTION app.lock_conversation(bigint) IS
  'A living conversation of the current tenant, locked until commit. Not for callers: it asks for no permission. Raises P0002.';
