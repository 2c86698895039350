-- may execute: nobody
CREATE OR REPLACE FUNCTION app.record_conversation_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- By the clock, under the lock of the row: a transaction that began earlier may come later.
  v_at timestamptz := clock_timestamp();
  v_user bigint := CASE WHEN NEW.tenant_id = app.current_tenant_id() THEN app.current_user_id() END;
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.omnichannel_conversation_history (
      tenant_id, conversation_id, changed_at, change, to_status, changed_by, reason)
    VALUES (NEW.tenant_id, NEW.id, v_at, 'status', NEW.status, v_user, NEW.status_note);
  ELSIF NEW.status <> OLD.status THEN
    INSERT INTO public.omnichannel_conversation_history (
      tenant_id, conversation_id, changed_at, change, from_status, to_status, changed_by, reason)
    VALUES (NEW.tenant_id, NEW.id, v_at, 'status', OLD.status, NEW.status, v_user, NEW.status_note);
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.assigned_to IS DISTINCT FROM OLD.assigned_to THEN
    INSERT INTO public.omnichannel_conversation_history (
      tenant_id, conversation_id, changed_at, change, from_assigned_to, to_assigned_to, changed_by, reason)
    VALUES (NEW.tenant_id, NEW.id, v_at, 'assignment', OLD.assigned_to, NEW.assigned_to, v_user, NEW.assignment_note);
  END IF;
  RETURN NULL;
END
$$;

-- Whoever imports conversations brings their history along; only those that a function of ours makes begin one.
CREATE OR REPLACE TRIGGER tr_omnichannel_conversation_record_first AFTER INSERT ON public.omnichannel_conversation
  FOR EACH ROW WHEN (current_user = 'erp_definer') EXECUTE FUNCTION app.record_conversation_change();
-- The second condition: a member who is removed with the whole tenant is no change worth recording.
CREATE OR REPLACE TRIGGER tr_omnichannel_conversation_record_change
  AFTER UPDATE OF status, assigned_to ON public.omnichannel_conversation
  FOR EACH ROW WHEN (current_user = 'erp_definer'
    AND (OLD.status IS DISTINCT FROM NEW.status OR OLD.assigned_to IS DISTINCT FROM NEW.assigned_to))
  EXECUTE FUNCTION app.record_conversation_change();

COMMENT ON FUNCTION app.record_conversation_change() IS
  'Trigger: writes each status and each assignment of a conversation into its history, with who, when and why.';
