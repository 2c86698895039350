CREATE OR REPLACE TRIGGER tr_omnichannel_conversation_guard_status BEFORE UPDATE OF status ON public.omnichannel_conversation
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.guard_status(
    'a conversation', 'conversation_transition_allowed', 'Call app.transition_conversation, which also writes the history.'
  );
