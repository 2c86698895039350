-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_members() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_above bigint := NEW.manager_user_id;
BEGIN
  IF NEW.status = 'left' THEN
    NEW.left_at := coalesce(NEW.left_at, now());
  ELSE
    NEW.left_at := NULL;
    -- Who comes back is known again.
    NEW.erased_at := NULL;
  END IF;
  IF NEW.status = 'active' THEN
    NEW.joined_at := coalesce(NEW.joined_at, now());
  END IF;

  IF v_above IS NOT NULL AND (TG_OP = 'INSERT' OR v_above IS DISTINCT FROM OLD.manager_user_id) THEN
    -- One change of managers at a time in a tenant: two halves of a loop must not pass each other.
    PERFORM pg_advisory_xact_lock(hashtextextended('sys_tenant_members.manager_user_id', NEW.tenant_id));
    WHILE v_above IS NOT NULL LOOP
      IF v_above = NEW.user_id THEN
        RAISE EXCEPTION 'Managers cannot form a loop.'
          USING ERRCODE = 'check_violation', HINT = 'Choose a manager who does not report to this member.';
      END IF;
      SELECT m.manager_user_id INTO v_above FROM public.sys_tenant_members m
      WHERE m.tenant_id = NEW.tenant_id AND m.user_id = v_above;
    END LOOP;
  END IF;
  RETURN NEW;
END
$$;

COMMENT ON FUNCTION app.guard_members() IS
  'Trigger: keeps joined_at and left_at in step with the status, and the chain of managers free of loops.';

CREATE OR REPLACE TRIGGER tr_sys_tenant_members_guard
  BEFORE INSERT OR UPDATE OF status, left_at, manager_user_id ON public.sys_tenant_members
  FOR EACH ROW EXECUTE FUNCTION app.guard_members();
