CREATE OR REPLACE TRIGGER tr_mkt_campaigns_record_status AFTER UPDATE OF status ON public.mkt_campaigns
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION app.record_status('mkt_campaign_status_history', 'campaign_id');
-- Whoever imports campaigns as the owner or a service role brings their history along.
CREATE OR REPLACE TRIGGER tr_mkt_campaigns_record_first_status AFTER INSERT ON public.mkt_campaigns
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.record_status('mkt_campaign_status_history', 'campaign_id');
