CREATE OR REPLACE TRIGGER tr_crm_leads_guard_status BEFORE UPDATE OF status ON public.crm_leads
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.guard_status(
    'a lead', 'lead_transition_allowed', 'Call app.transition_lead or app.convert_lead, which also write the history.'
  );
