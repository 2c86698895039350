-- may execute: nobody
CREATE OR REPLACE FUNCTION app.book_delivery(
  p_message_id bigint, p_status text, p_external_message_id text, p_at timestamptz, p_error text
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_message public.omnichannel_message;
  v_page bigint;
  v_rank CONSTANT text[] := ARRAY['queued', 'sent', 'delivered', 'read'];
  v_moves boolean;
BEGIN
  SELECT * INTO v_message FROM public.omnichannel_message m
  WHERE m.tenant_id = v_tenant AND m.id = p_message_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no message %.', p_message_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_message.delivery_status IS NULL THEN
    RAISE EXCEPTION 'Message % is not one that we deliver.', p_message_id
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;

  IF p_external_message_id IS DISTINCT FROM v_message.external_message_id AND p_external_message_id IS NOT NULL THEN
    IF v_message.external_message_id IS NOT NULL THEN
      RAISE EXCEPTION 'Message % has another id at the network.', p_message_id
        USING ERRCODE = 'unique_violation', DETAIL = format('It is %s.', v_message.external_message_id);
    END IF;
    SELECT c.page_id INTO v_page FROM public.omnichannel_conversation c
    WHERE c.tenant_id = v_tenant AND c.id = v_message.conversation_id;
    INSERT INTO public.omnichannel_message_keys (tenant_id, page_id, scope, key, message_id, message_created_at)
    VALUES (v_tenant, v_page, 'platform', p_external_message_id, v_message.id, v_message.created_at)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'The network''s id % belongs to another message.', p_external_message_id
        USING ERRCODE = 'unique_violation', DETAIL = format('It was reported for message %s.', p_message_id),
        HINT = 'Look at omnichannel_message_keys, and report the receipt for that message.';
    END IF;
  END IF;

  -- Forward only: receipts come late, twice and in any order. What was delivered has not failed, whatever came first.
  v_moves := CASE
    WHEN p_status = 'failed' THEN v_message.delivery_status IN ('queued', 'sent')
    WHEN v_message.delivery_status = 'failed' THEN p_status IN ('delivered', 'read')
    ELSE array_position(v_rank, p_status) > array_position(v_rank, v_message.delivery_status) END;
  UPDATE public.omnichannel_message m
  SET external_message_id = coalesce(m.external_message_id, p_external_message_id),
    delivery_status = CASE WHEN v_moves THEN p_status ELSE m.delivery_status END,
    delivery_error = CASE WHEN v_moves AND p_status = 'failed' THEN p_error ELSE m.delivery_error END,
    (sent_at, delivered_at, read_at, failed_at) = (
      SELECT t.p_sent_at, t.p_delivered_at, t.p_read_at, t.p_failed_at
      FROM app.reported_times(p_status, p_at, v_moves, m.sent_at, m.delivered_at, m.read_at, m.failed_at) t
    )
  WHERE m.tenant_id = v_tenant AND m.id = v_message.id AND m.created_at = v_message.created_at;
  RETURN v_moves;
END
$$;

COMMENT ON FUNCTION app.book_delivery(bigint, text, text, timestamptz, text) IS
  'What app.record_message_delivery and the echo of a message have in common. Not for callers: it asks for no permission.';
