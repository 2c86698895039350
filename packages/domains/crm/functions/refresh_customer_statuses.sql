-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_customer_statuses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- A new customer starts with what is known of the person.
  IF TG_TABLE_NAME = 'crm_customers' THEN
    SELECT l.status INTO NEW.lead_status FROM public.crm_leads l
    WHERE l.tenant_id = NEW.tenant_id AND l.personal_key_id = NEW.personal_key_id ORDER BY l.id DESC LIMIT 1;
    SELECT p.status INTO NEW.potential_status FROM public.crm_potential p
    WHERE p.tenant_id = NEW.tenant_id AND p.personal_key_id = NEW.personal_key_id ORDER BY p.id DESC LIMIT 1;
    RETURN NEW;
  END IF;

  -- The latest one speaks for the person; a change of an older one is none of the customer.
  IF TG_TABLE_NAME = 'crm_leads' THEN
    UPDATE public.crm_customers c SET lead_status = NEW.status
    WHERE c.tenant_id = NEW.tenant_id AND c.personal_key_id = NEW.personal_key_id
      AND c.lead_status IS DISTINCT FROM NEW.status
      AND NOT EXISTS (SELECT FROM public.crm_leads l WHERE l.tenant_id = NEW.tenant_id
        AND l.personal_key_id = NEW.personal_key_id AND l.id > NEW.id);
  ELSE
    UPDATE public.crm_customers c SET potential_status = NEW.status
    WHERE c.tenant_id = NEW.tenant_id AND c.personal_key_id = NEW.personal_key_id
      AND c.potential_status IS DISTINCT FROM NEW.status
      AND NOT EXISTS (SELECT FROM public.crm_potential p WHERE p.tenant_id = NEW.tenant_id
        AND p.personal_key_id = NEW.personal_key_id AND p.id > NEW.id);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_crm_customers_first_statuses BEFORE INSERT ON public.crm_customers
  FOR EACH ROW EXECUTE FUNCTION app.refresh_customer_statuses();
CREATE OR REPLACE TRIGGER tr_crm_leads_customer_status AFTER INSERT ON public.crm_leads
  FOR EACH ROW EXECUTE FUNCTION app.refresh_customer_statuses();
CREATE OR REPLACE TRIGGER tr_crm_leads_customer_status_change AFTER UPDATE OF status ON public.crm_leads
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.refresh_customer_statuses();
CREATE OR REPLACE TRIGGER tr_crm_potential_customer_status AFTER INSERT ON public.crm_potential
  FOR EACH ROW EXECUTE FUNCTION app.refresh_customer_statuses();
CREATE OR REPLACE TRIGGER tr_crm_potential_customer_status_change AFTER UPDATE OF status ON public.crm_potential
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.refresh_customer_statuses();

COMMENT ON FUNCTION app.refresh_customer_statuses() IS
  'Trigger: keeps lead_status and potential_status of a customer equal to those of the latest lead and opportunity of the person.';
