-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_customer(p_tenant_id bigint, p_customer_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_person bigint;
  v_lead bigint;
BEGIN
  -- The person and the first lead come first, as in app.merge_persons: a second change of a customer in one transaction
  -- lets the foreign keys look at both once more, and must not wait there for a merge that waits for the customer.
  LOOP
    SELECT c.personal_key_id, c.first_lead_id INTO v_person, v_lead FROM public.crm_customers c
    WHERE c.tenant_id = p_tenant_id AND c.id = p_customer_id;
    IF NOT FOUND THEN
      RETURN false;
    END IF;
    PERFORM FROM public.crm_personal_keys k WHERE k.tenant_id = p_tenant_id AND k.id = v_person FOR KEY SHARE;
    PERFORM FROM public.crm_leads l WHERE l.tenant_id = p_tenant_id AND l.id = v_lead FOR KEY SHARE;
    PERFORM FROM public.crm_customers c
    WHERE c.tenant_id = p_tenant_id AND c.id = p_customer_id AND c.personal_key_id = v_person
      AND c.first_lead_id IS NOT DISTINCT FROM v_lead FOR NO KEY UPDATE;
    -- Not found: a merge has given the customer to another person in the meantime, or removed it.
    IF FOUND THEN
      RETURN true;
    END IF;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.lock_customer(bigint, bigint) IS
  'Locks a customer after its person and its first lead, for functions that change what the customer''s figures are made of; false when there is none. Not for callers: it asks for no permission.';
