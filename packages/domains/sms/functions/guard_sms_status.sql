CREATE OR REPLACE TRIGGER tr_sms_messages_guard_status BEFORE UPDATE OF status ON public.sms_messages
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.guard_status(
    'a text message', 'sms_transition_allowed', 'Call app.record_sms_status or app.cancel_sms.'
  );
