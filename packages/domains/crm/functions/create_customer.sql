-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_customer(p_person_id bigint, p_details jsonb DEFAULT '{}') RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_person bigint;
  v_customer bigint;
BEGIN
  PERFORM app.require_permission('crm.write');
  PERFORM app.require_record('details of a customer', p_details, 'source text', 'customer_rank text');
  PERFORM app.require_code('source', p_details ->> 'source');
  PERFORM app.require_code('customer rank', p_details ->> 'customer_rank');
  v_person := app.lock_person(p_person_id);
  INSERT INTO public.crm_customers AS c (tenant_id, personal_key_id, source, customer_rank)
  VALUES (v_tenant, v_person, p_details ->> 'source', p_details ->> 'customer_rank')
  ON CONFLICT (tenant_id, personal_key_id) DO NOTHING
  RETURNING c.id INTO v_customer;
  IF v_customer IS NULL THEN
    SELECT c.id INTO v_customer FROM public.crm_customers c
    WHERE c.tenant_id = v_tenant AND c.personal_key_id = v_person;
  END IF;
  RETURN v_customer;
END
$$;

COMMENT ON FUNCTION app.create_customer(bigint, jsonb) IS
  'Makes a person a customer without a lead and returns the customer; a second call returns the one that is there, as it is. Details: source, customer_rank. A lead becomes one by app.convert_lead. Needs crm.write. Raises 22023, P0002, 55000 for an erased person.';
