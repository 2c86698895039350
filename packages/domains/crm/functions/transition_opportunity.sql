-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_opportunity(
  p_opportunity_id bigint, p_to text, p_note text DEFAULT NULL, p_order_id bigint DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_outcome boolean := p_to IN ('won', 'lost', 'abandoned');
  v_potential public.crm_potential;
  v_from text;
BEGIN
  PERFORM app.require_permission('crm.write');
  IF p_to IS NULL OR p_to = 'closed' OR NOT v_outcome AND p_to <> ALL (app.allowed_values('crm_potential', 'stage')) THEN
    RAISE EXCEPTION '% is no stage or outcome of an opportunity.', coalesce('"' || p_to || '"', 'NULL')
      USING ERRCODE = 'invalid_parameter_value', HINT = format('One of %s, won, lost, abandoned.',
        array_to_string(array_remove(app.allowed_values('crm_potential', 'stage'), 'closed'), ', '));
  ELSIF p_order_id IS NOT NULL AND p_to <> 'won' THEN
    RAISE EXCEPTION 'An order is won, not %.', p_to
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Name the order when the opportunity is won.';
  END IF;

  v_potential := app.lock_opportunity(p_opportunity_id);
  v_from := CASE v_potential.status WHEN 'open' THEN v_potential.stage ELSE v_potential.status END;
  PERFORM app.require_order_of(v_potential.personal_key_id, p_order_id);
  IF p_order_id <> v_potential.converted_to_order_id THEN
    RAISE EXCEPTION 'Opportunity % has won another order.', p_opportunity_id
      USING ERRCODE = 'object_not_in_prerequisite_state',
      DETAIL = format('It won order %s.', v_potential.converted_to_order_id),
      HINT = 'A further order is a further opportunity: app.create_opportunity.';
  ELSIF v_from = p_to AND (p_order_id IS NULL OR v_potential.converted_to_order_id IS NOT NULL) THEN
    RETURN false;
  ELSIF v_from <> p_to THEN
    PERFORM app.require_path(
      app.opportunity_transition_allowed(v_from, p_to), 'Opportunity ' || p_opportunity_id, v_from, p_to,
      'app.opportunity_transition_allowed lists the paths of an opportunity.'
    );
  END IF;

  IF p_to = 'won' THEN
    INSERT INTO public.crm_customers (tenant_id, personal_key_id) VALUES (v_tenant, v_potential.personal_key_id)
    ON CONFLICT (tenant_id, personal_key_id) DO NOTHING;
  END IF;
  -- For the history, which a trigger writes. One that was lost keeps the stage in which that happened.
  PERFORM set_config('app.status_note', coalesce(p_note, ''), true);
  UPDATE public.crm_potential p
  SET status = CASE WHEN v_outcome THEN p_to ELSE 'open' END,
    stage = CASE WHEN p_to = 'won' THEN 'closed' WHEN v_outcome THEN p.stage ELSE p_to END,
    probability_score = CASE p_to WHEN 'won' THEN 100 WHEN 'lost' THEN 0 WHEN 'abandoned' THEN 0 ELSE p.probability_score END,
    converted_to_order_id = coalesce(p_order_id, p.converted_to_order_id)
  WHERE p.tenant_id = v_tenant AND p.id = v_potential.id;
  PERFORM set_config('app.status_note', '', true);
  RETURN v_from <> p_to;
END
$$;

COMMENT ON FUNCTION app.transition_opportunity(bigint, text, text, bigint) IS
  'Moves an opportunity to a stage (prospecting, qualification, proposal, negotiation) or closes it as won, lost or abandoned and, by a trigger, writes the history; a lost one is taken up again at a stage. Won makes the person a customer, and may name the order, at once or later, which must be the same person''s. False when it is there already. Needs crm.write. Raises 22023, P0002, 55000 when there is no such path or another order was won.';
