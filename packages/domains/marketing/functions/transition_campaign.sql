-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_campaign(p_campaign_id bigint, p_to text, p_note text DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_campaign public.mkt_campaigns;
  v_open bigint;
BEGIN
  PERFORM app.require_permission('marketing.write');
  PERFORM app.require_allowed('mkt_campaigns', 'status', p_to);

  -- Locks: the campaign, then its activities by number; whoever adds an activity waits here for the campaign.
  SELECT * INTO v_campaign FROM public.mkt_campaigns c
  WHERE c.tenant_id = v_tenant AND c.id = p_campaign_id AND c.deleted_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no campaign %.', p_campaign_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_campaign.status = p_to THEN
    RETURN false;
  END IF;
  PERFORM app.require_path(
    app.campaign_transition_allowed(v_campaign.status, p_to), 'Campaign ' || p_campaign_id, v_campaign.status, p_to,
    'app.campaign_transition_allowed lists the paths of a campaign.'
  );
  -- From here on money is spent.
  IF v_campaign.status = 'planning' AND p_to IN ('in_progress', 'launching') THEN
    PERFORM app.require_permission('marketing.approve');
  END IF;

  IF p_to = 'completed' THEN
    SELECT count(*) INTO v_open FROM public.mkt_campaign_activities a
    WHERE a.tenant_id = v_tenant AND a.campaign_id = p_campaign_id AND a.deleted_at IS NULL
      AND a.status IN ('scheduled', 'active');
    IF v_open > 0 THEN
      RAISE EXCEPTION 'Campaign % has % activities that are not done yet.', p_campaign_id, v_open
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Complete or cancel them first.';
    END IF;
  ELSIF p_to = 'cancelled' THEN
    -- Before the status, which closes the campaign to changes.
    PERFORM FROM public.mkt_campaign_activities a
    WHERE a.tenant_id = v_tenant AND a.campaign_id = p_campaign_id AND a.deleted_at IS NULL
      AND a.status IN ('scheduled', 'active')
    ORDER BY a.id FOR NO KEY UPDATE;
    UPDATE public.mkt_campaign_activities a SET status = 'cancelled', updated_by = app.current_user_id()
    WHERE a.tenant_id = v_tenant AND a.campaign_id = p_campaign_id AND a.deleted_at IS NULL
      AND a.status IN ('scheduled', 'active');
  END IF;

  UPDATE public.mkt_campaigns c SET status = p_to, status_note = p_note, updated_by = app.current_user_id()
  WHERE c.tenant_id = v_tenant AND c.id = p_campaign_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_campaign(bigint, text, text) IS
  'Moves a campaign to another status along an allowed path and, by a trigger, writes the history; false when it is there already. Cancelling cancels what is open of it, completing asks for nothing open. Needs marketing.write, and marketing.approve for the start. Raises 22023 for an unknown status, P0002, 55000.';
