-- may execute: nobody
-- Runs as whoever updates: taking a row out of sight is deleting it, and asks for the same permission.
CREATE OR REPLACE FUNCTION app.guard_marketing_removal() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT pg_has_role(current_user, 'erp_service', 'MEMBER') AND current_user <> 'erp_definer' THEN
    PERFORM app.require_permission('marketing.delete');
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER tr_mkt_campaigns_guard_removal BEFORE UPDATE OF deleted_at ON public.mkt_campaigns
  FOR EACH ROW WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION app.guard_marketing_removal();
CREATE OR REPLACE TRIGGER tr_mkt_campaign_activities_guard_removal
  BEFORE UPDATE OF deleted_at ON public.mkt_campaign_activities
  FOR EACH ROW WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION app.guard_marketing_removal();
CREATE OR REPLACE TRIGGER tr_mkt_marketing_channels_guard_removal
  BEFORE UPDATE OF deleted_at ON public.mkt_marketing_channels
  FOR EACH ROW WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION app.guard_marketing_removal();
CREATE OR REPLACE TRIGGER tr_mkt_asset_folders_guard_removal BEFORE UPDATE OF deleted_at ON public.mkt_asset_folders
  FOR EACH ROW WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION app.guard_marketing_removal();
CREATE OR REPLACE TRIGGER tr_mkt_marketing_assets_guard_removal
  BEFORE UPDATE OF deleted_at ON public.mkt_marketing_assets
  FOR EACH ROW WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION app.guard_marketing_removal();
CREATE OR REPLACE TRIGGER tr_mkt_affiliates_guard_removal BEFORE UPDATE OF deleted_at ON public.mkt_affiliates
  FOR EACH ROW WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION app.guard_marketing_removal();
CREATE OR REPLACE TRIGGER tr_mkt_utm_links_guard_removal BEFORE UPDATE OF deleted_at ON public.mkt_utm_links
  FOR EACH ROW WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION app.guard_marketing_removal();
CREATE OR REPLACE TRIGGER tr_mkt_reference_documents_guard_removal
  BEFORE UPDATE OF deleted_at ON public.mkt_reference_documents
  FOR EACH ROW WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION app.guard_marketing_removal();

COMMENT ON FUNCTION app.guard_marketing_removal() IS
  'Trigger: soft deletion, and taking it back, needs marketing.delete like deletion.';
