-- may execute: nobody
-- Planned anew each time: a plan that a session made while the tables were empty would ruin a load that comes later.
CREATE OR REPLACE FUNCTION app.keep_message_keys() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = 'force_custom_plan'
AS $$
DECLARE
  v_expected bigint;
  v_kept bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM public.omnichannel_message_keys k USING old_rows o WHERE k.tenant_id = o.tenant_id AND k.message_id = o.id;
    RETURN NULL;
  END IF;
  SELECT count(n.external_message_id) + count(n.idempotency_key) INTO v_expected FROM new_rows n;
  IF v_expected = 0 THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.omnichannel_message_keys (tenant_id, page_id, scope, key, message_id, message_created_at)
  SELECT n.tenant_id, c.page_id, k.scope, k.key, n.id, n.created_at
  FROM new_rows n
  JOIN public.omnichannel_conversation c ON c.tenant_id = n.tenant_id AND c.id = n.conversation_id
  CROSS JOIN LATERAL (VALUES ('platform', n.external_message_id), ('client', n.idempotency_key)) AS k (scope, key)
  WHERE k.key IS NOT NULL
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS v_kept = ROW_COUNT;
  IF v_kept < v_expected THEN
    RAISE EXCEPTION 'A message is there already.'
      USING ERRCODE = 'unique_violation', DETAIL = format('%s of %s keys belong to other messages.', v_expected - v_kept, v_expected),
      HINT = 'omnichannel_message_keys has the ids and keys of the messages that were taken in or sent.';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_omnichannel_message_keep_keys AFTER INSERT ON public.omnichannel_message
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_message_keys();
CREATE OR REPLACE TRIGGER tr_omnichannel_message_drop_keys AFTER DELETE ON public.omnichannel_message
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.keep_message_keys();

COMMENT ON FUNCTION app.keep_message_keys() IS
  'Trigger: enters the ids and keys of new messages and takes out those of deleted ones, once per statement, whoever writes them; a message that is there already is refused.';
