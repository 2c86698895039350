-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_left_statuses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF TG_TABLE_NAME = 'crm_leads' THEN
    UPDATE public.crm_customers c SET lead_status = l.status
    FROM (SELECT DISTINCT r.tenant_id, r.personal_key_id FROM removed r) r
    LEFT JOIN LATERAL (
      SELECT l.status FROM public.crm_leads l
      WHERE l.tenant_id = r.tenant_id AND l.personal_key_id = r.personal_key_id ORDER BY l.id DESC LIMIT 1
    ) l ON true
    WHERE c.tenant_id = r.tenant_id AND c.personal_key_id = r.personal_key_id
      AND c.lead_status IS DISTINCT FROM l.status;
  ELSE
    UPDATE public.crm_customers c SET potential_status = p.status
    FROM (SELECT DISTINCT r.tenant_id, r.personal_key_id FROM removed r) r
    LEFT JOIN LATERAL (
      SELECT p.status FROM public.crm_potential p
      WHERE p.tenant_id = r.tenant_id AND p.personal_key_id = r.personal_key_id ORDER BY p.id DESC LIMIT 1
    ) p ON true
    WHERE c.tenant_id = r.tenant_id AND c.personal_key_id = r.personal_key_id
      AND c.potential_status IS DISTINCT FROM p.status;
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_crm_leads_customer_status_left AFTER DELETE ON public.crm_leads
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_left_statuses();
CREATE OR REPLACE TRIGGER tr_crm_potential_customer_status_left AFTER DELETE ON public.crm_potential
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_left_statuses();

COMMENT ON FUNCTION app.refresh_left_statuses() IS
  'Trigger: when leads or opportunities are removed, the customer has the status of the latest one that is left, or none.';
