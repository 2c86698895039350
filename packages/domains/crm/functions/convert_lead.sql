-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.convert_lead(p_lead_id bigint, p_order_id bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_lead public.crm_leads;
  v_customer bigint;
BEGIN
  PERFORM app.require_permission('crm.write');
  v_lead := app.lock_lead(p_lead_id);
  IF p_order_id IS DISTINCT FROM v_lead.order_id AND p_order_id IS NOT NULL AND v_lead.order_id IS NOT NULL THEN
    RAISE EXCEPTION 'Lead % has won another order.', p_lead_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It won order %s.', v_lead.order_id),
      HINT = 'A lead is converted once; a further order needs no lead.';
  END IF;
  IF v_lead.status <> 'converted' AND NOT app.lead_transition_allowed(v_lead.status, 'converted') THEN
    RAISE EXCEPTION 'Lead % is % and cannot be converted.', p_lead_id, v_lead.status
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Take it up again first: app.transition_lead(…, ''contacted'').';
  END IF;

  PERFORM app.require_order_of(v_lead.personal_key_id, p_order_id);
  v_customer := v_lead.converted_customer_id;
  IF v_customer IS NULL THEN
    -- Another lead of the same person may be converted at this moment: both get the one customer.
    INSERT INTO public.crm_customers AS c (tenant_id, personal_key_id, source, first_lead_id)
    VALUES (v_lead.tenant_id, v_lead.personal_key_id, v_lead.source, v_lead.id)
    ON CONFLICT (tenant_id, personal_key_id) DO UPDATE
      SET first_lead_id = coalesce(c.first_lead_id, excluded.first_lead_id),
        source = coalesce(c.source, excluded.source)
    RETURNING c.id INTO v_customer;
  END IF;

  UPDATE public.crm_leads l
  SET status = 'converted', converted_at = coalesce(l.converted_at, now()), converted_customer_id = v_customer,
    order_id = coalesce(l.order_id, p_order_id)
  WHERE l.tenant_id = v_lead.tenant_id AND l.id = p_lead_id
    AND (l.status <> 'converted' OR l.converted_customer_id IS NULL OR l.order_id IS NULL AND p_order_id IS NOT NULL);
  RETURN v_customer;
END
$$;

COMMENT ON FUNCTION app.convert_lead(bigint, bigint) IS
  'Makes a lead a customer, once, and returns the customer; a second call returns the same one, and may still name the order that was won. Two leads of one person lead to one customer. Needs crm.write. Raises P0002, 22023 for the order of another customer, 55000 when the lead is lost or has won another order.';
