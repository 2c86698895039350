CREATE OR REPLACE TRIGGER tr_crm_leads_record_status AFTER UPDATE OF status ON public.crm_leads
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION app.record_status('crm_lead_status_history', 'lead_id');
-- Whoever imports leads as the owner or a service role brings their history along.
CREATE OR REPLACE TRIGGER tr_crm_leads_record_first_status AFTER INSERT ON public.crm_leads
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.record_status('crm_lead_status_history', 'lead_id');
