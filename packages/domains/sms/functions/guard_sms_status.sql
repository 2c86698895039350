-- Runs as whoever updates, so that current_user tells a function of this domain from everybody else.
CREATE OR REPLACE FUNCTION app.guard_sms_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF current_user <> 'erp_definer' THEN
    RAISE EXCEPTION 'The status of a text message is not changed by hand.'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Call app.record_sms_status or app.cancel_sms.';
  END IF;
  IF NOT app.sms_transition_allowed(OLD.status, NEW.status) THEN
    RAISE EXCEPTION 'A text message cannot go from % to %.', OLD.status, NEW.status
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'app.sms_transition_allowed lists the paths of a text message.';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER tr_sms_messages_guard_status BEFORE UPDATE OF status ON public.sms_messages
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.guard_sms_status();

ALTER FUNCTION app.guard_sms_status() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.guard_sms_status() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.guard_sms_status() IS
  'Trigger: the status of a text message changes only inside the functions of this domain and along allowed paths, whoever asks.';
