-- may execute: nobody
CREATE OR REPLACE FUNCTION app.record_opportunity_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO public.crm_potential_status_history (
    tenant_id, potential_id, changed_at, from_status, to_status, from_stage, to_stage, changed_by, reason
  )
  VALUES (
    NEW.tenant_id, NEW.id, clock_timestamp(), CASE TG_OP WHEN 'UPDATE' THEN OLD.status END, NEW.status,
    CASE TG_OP WHEN 'UPDATE' THEN OLD.stage END, NEW.stage,
    CASE WHEN NEW.tenant_id = app.current_tenant_id() THEN app.current_user_id() END,
    nullif(current_setting('app.status_note', true), '')
  );
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_crm_potential_record_change AFTER UPDATE OF status, stage ON public.crm_potential
  FOR EACH ROW WHEN (OLD.status <> NEW.status OR OLD.stage <> NEW.stage)
  EXECUTE FUNCTION app.record_opportunity_change();
-- Whoever imports opportunities as the owner or a service role brings their history along.
CREATE OR REPLACE TRIGGER tr_crm_potential_record_first AFTER INSERT ON public.crm_potential
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.record_opportunity_change();

COMMENT ON FUNCTION app.record_opportunity_change() IS
  'Trigger: writes where an opportunity stands into its history, whoever moves it, with who, when and, from app.transition_opportunity, why.';
