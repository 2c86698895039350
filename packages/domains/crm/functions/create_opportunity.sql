-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_opportunity(
  p_person_id bigint, p_details jsonb DEFAULT '{}', p_idempotency_key text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_person bigint;
  v_known public.crm_potential;
  v_id bigint;
BEGIN
  PERFORM app.require_permission('crm.write');
  PERFORM app.require_record('details of an opportunity', p_details, 'stage text', 'priority text', 'assigned_to bigint',
    'campaign_id bigint', 'currency_code char(3)', 'estimated_value numeric(14,2)', 'probability_score integer',
    'expected_close_date date', 'interested_products text[]');
  IF p_details ->> 'stage' IS NOT NULL THEN
    PERFORM app.require_allowed('crm_potential', 'stage', p_details ->> 'stage');
  END IF;
  IF p_details ->> 'priority' IS NOT NULL THEN
    PERFORM app.require_allowed('crm_potential', 'priority', p_details ->> 'priority');
  END IF;
  IF p_details ->> 'stage' = 'closed' THEN
    RAISE EXCEPTION 'An opportunity is opened before it is closed.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Close it by app.transition_opportunity: won, lost or abandoned.';
  ELSIF p_details ->> 'estimated_value' IS NOT NULL AND p_details ->> 'currency_code' IS NULL THEN
    RAISE EXCEPTION 'An estimated value is in a currency.'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the currency_code too, for example EUR.';
  END IF;

  v_person := app.lock_person(p_person_id);
  INSERT INTO public.crm_potential AS p (
    tenant_id, personal_key_id, assigned_to, stage, priority, campaign_id, currency_code, estimated_value, probability_score,
    expected_close_date, interested_products, idempotency_key
  )
  SELECT v_tenant, v_person, d.assigned_to, coalesce(d.stage, 'prospecting'), coalesce(d.priority, 'medium'), d.campaign_id,
    d.currency_code, d.estimated_value, d.probability_score, d.expected_close_date, coalesce(d.interested_products, '{}'),
    p_idempotency_key
  FROM jsonb_to_record(p_details) AS d (
    assigned_to bigint, stage text, priority text, campaign_id bigint, currency_code text, estimated_value numeric,
    probability_score integer, expected_close_date date, interested_products text[]
  )
  ON CONFLICT (tenant_id, idempotency_key) DO NOTHING
  RETURNING p.id INTO v_id;
  IF v_id IS NULL THEN
    SELECT * INTO v_known FROM public.crm_potential p
    WHERE p.tenant_id = v_tenant AND p.idempotency_key = p_idempotency_key;
    IF v_known.personal_key_id <> v_person THEN
      RAISE EXCEPTION 'The idempotency key has made something else.'
        USING ERRCODE = 'unique_violation', DETAIL = format('It made opportunity %s of another person.', v_known.id),
        HINT = 'Use a key of its own for each opportunity, and repeat a call only as it was.';
    END IF;
    RETURN v_known.id;
  END IF;
  RETURN v_id;
END
$$;

COMMENT ON FUNCTION app.create_opportunity(bigint, jsonb, text) IS
  'Opens a chance to sell something to a person and returns it; the same key again returns the first one. Details: stage (prospecting unless said), priority, assigned_to, campaign_id, estimated_value with currency_code, probability_score (percent), expected_close_date, interested_products (a list of words). By a trigger it has a history from then on. Needs crm.write. Raises 22023, P0002, 55000 for an erased person, 23505 when the key has made something else.';
