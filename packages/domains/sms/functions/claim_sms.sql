-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.claim_sms(
  p_worker text, p_limit integer DEFAULT 10, p_lease interval DEFAULT '2 minutes', p_attempts integer DEFAULT 5
) RETURNS SETOF public.sms_messages
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_now timestamptz := clock_timestamp();
  v_message public.sms_messages;
  v_answer record;
BEGIN
  PERFORM app.require_permission('sms.deliver');
  IF coalesce(btrim(p_worker), '') = '' OR p_lease <= interval '0' OR p_lease IS NULL THEN
    RAISE EXCEPTION 'A worker needs a name and a lease.' USING ERRCODE = 'invalid_parameter_value';
  END IF;

  -- What another worker is looking at is passed over; a lease that has run out counts as due.
  FOR v_message IN
    SELECT * FROM public.sms_messages m
    WHERE m.tenant_id = v_tenant AND m.status IN ('queued', 'sending') AND m.due_at <= v_now
    ORDER BY m.due_at LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    SELECT * INTO v_answer FROM app.may_text(v_message.to_number, v_now, v_message.service_account_id);
    IF v_answer.next_allowed_at IS NULL THEN
      UPDATE public.sms_messages m SET status = 'cancelled', due_at = NULL, provider_error_code = v_answer.reason
      WHERE m.tenant_id = v_tenant AND m.id = v_message.id AND m.created_at = v_message.created_at;
    ELSIF v_message.attempts >= p_attempts THEN
      UPDATE public.sms_messages m
      SET status = 'failed', failed_at = v_now, due_at = NULL, provider_error_code = 'attempts_exhausted'
      WHERE m.tenant_id = v_tenant AND m.id = v_message.id AND m.created_at = v_message.created_at;
    ELSIF NOT v_answer.allowed THEN
      UPDATE public.sms_messages m SET status = 'queued', due_at = v_answer.next_allowed_at
      WHERE m.tenant_id = v_tenant AND m.id = v_message.id AND m.created_at = v_message.created_at;
    ELSE
      UPDATE public.sms_messages m
      SET status = 'sending', claimed_by = p_worker, attempts = m.attempts + 1, due_at = clock_timestamp() + p_lease
      WHERE m.tenant_id = v_tenant AND m.id = v_message.id AND m.created_at = v_message.created_at
      RETURNING * INTO v_message;
      RETURN NEXT v_message;
    END IF;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.claim_sms(text, integer, interval, integer) IS
  'Gives a worker messages that are due, each to one worker until its lease ends; who has opted out by now gets none, quiet hours put a message off, and one that was taken too often has failed. The worker reports back with app.record_sms_status or app.release_sms. Needs sms.deliver. Raises 22023.';
