-- may execute: nobody
CREATE OR REPLACE FUNCTION app.forget_person_in_clicks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_customers bigint[];
  v_sessions text[];
BEGIN
  SELECT array_agg(c.id) INTO v_customers FROM public.crm_customers c
  WHERE c.tenant_id = NEW.tenant_id AND c.personal_key_id = NEW.id;
  -- A visitor key leads from the clicks that are known to be this person's to those before it was known.
  SELECT array_agg(DISTINCT k.session_key) INTO v_sessions
  FROM (
    SELECT c.session_key FROM public.mkt_utm_clicks c
    WHERE c.tenant_id = NEW.tenant_id AND c.customer_id = ANY (v_customers)
    UNION ALL
    SELECT c.session_key
    FROM public.orders o
    JOIN public.mkt_utm_conversions v ON v.tenant_id = o.tenant_id AND v.order_id = o.id
    JOIN public.mkt_utm_clicks c
      ON c.tenant_id = v.tenant_id AND c.id = v.utm_click_id AND c.clicked_at = v.clicked_at
    WHERE o.tenant_id = NEW.tenant_id AND o.customer_id = ANY (v_customers)
  ) k
  WHERE k.session_key IS NOT NULL;

  UPDATE public.mkt_utm_clicks c
  SET ip_address = NULL, user_agent = NULL, referrer = NULL, session_key = NULL
  WHERE c.tenant_id = NEW.tenant_id AND (c.customer_id = ANY (v_customers) OR c.session_key = ANY (v_sessions))
    AND num_nonnulls(c.ip_address, c.user_agent, c.referrer, c.session_key) > 0;
  RETURN NULL;
END
$$;

-- Set when what the domains declare has been erased: the moment for what is more than emptying columns.
CREATE OR REPLACE TRIGGER tr_crm_personal_keys_forget_in_clicks AFTER UPDATE OF erased_at ON public.crm_personal_keys
  FOR EACH ROW WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)
  EXECUTE FUNCTION app.forget_person_in_clicks();

COMMENT ON FUNCTION app.forget_person_in_clicks() IS
  'Takes address, browser and visitor key of an erased person out of the clicks; the clicks stay as figures.';
