-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_revision_details() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_applied_at timestamptz;
BEGIN
  -- The policies judge after this trigger: a row of another tenant is left to them, and nothing said of its revision.
  IF NEW.tenant_id IS NOT DISTINCT FROM app.current_tenant_id() THEN
    -- Locked, so that the revision is not applied while the detail is being added.
    SELECT r.applied_at INTO v_applied_at FROM public.schedule_revision r
    WHERE r.tenant_id = NEW.tenant_id AND r.id = NEW.revision_id FOR SHARE;
    IF v_applied_at IS NOT NULL THEN
      RAISE EXCEPTION 'The details of a revision do not change after it was applied.'
        USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('Revision %s was applied.', NEW.revision_id),
        HINT = 'Write another revision.';
    END IF;
  END IF;
  RETURN NEW;
END
$$;

-- Imports run as the owner or a service role and pass.
CREATE OR REPLACE TRIGGER tr_schedule_revision_detail_guard BEFORE INSERT OR UPDATE ON public.schedule_revision_detail
  FOR EACH ROW WHEN (current_user <> 'erp_definer' AND NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_revision_details();

COMMENT ON FUNCTION app.guard_revision_details() IS
  'Trigger: nothing is added to a revision that took effect, nor changed in it while it does. Service roles may import.';
