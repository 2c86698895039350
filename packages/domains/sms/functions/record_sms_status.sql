-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.record_sms_status(
  p_message_id bigint, p_status text, p_at timestamptz DEFAULT now(), p_provider_message_sid text DEFAULT NULL,
  p_error_code text DEFAULT NULL, p_payload jsonb DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_at timestamptz := coalesce(p_at, now());
  v_sid text := nullif(btrim(p_provider_message_sid), '');
  v_message public.sms_messages;
  v_moves boolean;
BEGIN
  PERFORM app.require_permission('sms.deliver');
  IF p_status NOT IN ('sent', 'delivered', 'read', 'failed') OR p_status IS NULL THEN
    RAISE EXCEPTION '"%" is nothing that a provider reports.', p_status
      USING ERRCODE = 'invalid_parameter_value', HINT = 'One of sent, delivered, read, failed.';
  END IF;
  SELECT * INTO v_message FROM public.sms_messages m
  WHERE m.tenant_id = v_tenant AND m.id = p_message_id AND m.direction = 'outbound' FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no message % of ours.', p_message_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_sid <> v_message.provider_message_sid THEN
    RAISE EXCEPTION 'Message % has another id at the provider.', p_message_id
      USING ERRCODE = 'unique_violation', DETAIL = format('It is %s.', v_message.provider_message_sid);
  END IF;
  IF v_message.provider_message_sid IS NULL AND v_sid IS NOT NULL THEN
    INSERT INTO public.sms_message_keys (tenant_id, scope, key, message_id, message_created_at)
    VALUES (v_tenant, v_message.provider, v_sid, v_message.id, v_message.created_at)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'The provider''s id % belongs to another message.', v_sid
        USING ERRCODE = 'unique_violation', DETAIL = format('It was reported for message %s.', p_message_id),
        HINT = 'Look at sms_message_keys, and report the status for that message.';
    END IF;
  END IF;

  -- Reports come late, twice and in any order: the status goes forward only, a missing time is filled in.
  v_moves := app.sms_transition_allowed(v_message.status, p_status);
  UPDATE public.sms_messages m
  SET status = CASE WHEN v_moves THEN p_status ELSE m.status END,
    due_at = CASE WHEN v_moves THEN NULL ELSE m.due_at END,
    provider_message_sid = coalesce(m.provider_message_sid, v_sid),
    provider_error_code = CASE WHEN v_moves THEN p_error_code ELSE m.provider_error_code END,
    provider_payload = CASE WHEN v_moves THEN coalesce(p_payload, m.provider_payload) ELSE m.provider_payload END,
    (sent_at, delivered_at, read_at, failed_at) = (
      SELECT t.p_sent_at, t.p_delivered_at, t.p_read_at, t.p_failed_at
      FROM app.reported_times(p_status, v_at, v_moves, m.sent_at, m.delivered_at, m.read_at, m.failed_at) t
    )
  WHERE m.tenant_id = v_tenant AND m.id = v_message.id AND m.created_at = v_message.created_at;
  RETURN v_moves;
END
$$;

COMMENT ON FUNCTION app.record_sms_status(bigint, text, timestamptz, text, text, jsonb) IS
  'Notes what became of a message of ours: sent, delivered, read or failed, and the id that the provider gave it. Late, repeated and reordered reports never move the status back. True when it moved. Needs sms.deliver. Raises P0002, 22023, 23505 when the id belongs to another message.';
