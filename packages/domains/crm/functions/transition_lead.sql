-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_lead(p_lead_id bigint, p_to text, p_note text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_lead public.crm_leads;
BEGIN
  PERFORM app.require_permission('crm.write');
  PERFORM app.require_allowed('crm_leads', 'status', p_to);
  v_lead := app.lock_lead(p_lead_id);
  IF v_lead.status = p_to THEN
    RETURN false;
  END IF;
  PERFORM app.require_path(
    app.lead_transition_allowed(v_lead.status, p_to), 'Lead ' || p_lead_id, v_lead.status, p_to,
    'app.lead_transition_allowed lists the paths of a lead.'
  );
  IF p_to = 'converted' THEN
    RAISE EXCEPTION 'Lead % has not been converted.', p_lead_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Call app.convert_lead.';
  END IF;

  UPDATE public.crm_leads l SET status = p_to, status_note = p_note
  WHERE l.tenant_id = v_lead.tenant_id AND l.id = p_lead_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_lead(bigint, text, text) IS
  'Moves a lead to another status along an allowed path and, by a trigger, writes the history. False when it is there already. Needs crm.write. Raises 22023 for an unknown status, P0002, 55000 when there is no such path.';
