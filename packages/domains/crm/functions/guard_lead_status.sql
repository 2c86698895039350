-- Runs as whoever updates, so that current_user tells a function of this domain from everybody else.
CREATE OR REPLACE FUNCTION app.guard_lead_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF current_user <> 'erp_definer' THEN
    RAISE EXCEPTION 'The status of a lead is not changed by hand.'
      USING ERRCODE = 'insufficient_privilege',
      HINT = 'Call app.transition_lead or app.convert_lead, which also write the history.';
  END IF;
  IF NOT app.lead_transition_allowed(OLD.status, NEW.status) THEN
    RAISE EXCEPTION 'A lead cannot go from % to %.', OLD.status, NEW.status
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'app.lead_transition_allowed lists the paths of a lead.';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER tr_crm_leads_guard_status BEFORE UPDATE OF status ON public.crm_leads
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.guard_lead_status();

ALTER FUNCTION app.guard_lead_status() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.guard_lead_status() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.guard_lead_status() IS
  'Trigger: the status of a lead changes only inside the functions of this domain and along allowed paths, whoever asks.';
