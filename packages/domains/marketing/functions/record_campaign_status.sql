CREATE OR REPLACE FUNCTION app.record_campaign_status() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- By the clock, under the lock of the row: a transaction that began earlier may come later.
  INSERT INTO public.mkt_campaign_status_history (
    tenant_id, campaign_id, changed_at, from_status, to_status, changed_by, reason
  )
  VALUES (
    NEW.tenant_id, NEW.id, clock_timestamp(), CASE TG_OP WHEN 'UPDATE' THEN OLD.status END, NEW.status,
    CASE WHEN NEW.tenant_id = app.current_tenant_id() THEN app.current_user_id() END, NEW.status_note
  );
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_mkt_campaigns_record_status AFTER UPDATE OF status ON public.mkt_campaigns
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.record_campaign_status();
-- Whoever imports campaigns as the owner or a service role brings their history along.
CREATE OR REPLACE TRIGGER tr_mkt_campaigns_record_first_status AFTER INSERT ON public.mkt_campaigns
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.record_campaign_status();

ALTER FUNCTION app.record_campaign_status() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.record_campaign_status() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.record_campaign_status() IS
  'Trigger: writes each status of a campaign into its history, with who, when and why.';
