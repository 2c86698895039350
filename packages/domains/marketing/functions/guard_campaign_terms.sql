-- may execute: nobody
-- Runs as whoever updates, so that current_user tells a function of this domain from everybody else.
CREATE OR REPLACE FUNCTION app.guard_campaign_terms() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NEW.status <> OLD.status THEN
    IF current_user <> 'erp_definer' THEN
      RAISE EXCEPTION 'The status of a campaign is not changed by hand.'
        USING ERRCODE = 'insufficient_privilege', HINT = 'Call app.transition_campaign, which also writes the history.';
    END IF;
    IF NOT app.campaign_transition_allowed(OLD.status, NEW.status) THEN
      RAISE EXCEPTION 'A campaign cannot go from % to %.', OLD.status, NEW.status
        USING ERRCODE = 'object_not_in_prerequisite_state',
        HINT = 'app.campaign_transition_allowed lists the paths of a campaign.';
    END IF;
  END IF;
  IF OLD.status IN ('draft', 'planning') THEN
    -- What was noted in one currency would silently become another amount.
    IF NEW.currency_code <> OLD.currency_code AND OLD.spent <> 0 THEN
      RAISE EXCEPTION 'The currency of a campaign is fixed once money was spent.'
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Take the costs off its activities first.';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.currency_code <> OLD.currency_code THEN
    RAISE EXCEPTION 'The currency of a campaign is fixed when it starts.'
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Complete it and plan another one.';
  END IF;
  IF OLD.status IN ('completed', 'cancelled')
    AND (NEW.budget, NEW.start_date, NEW.end_date) IS DISTINCT FROM (OLD.budget, OLD.start_date, OLD.end_date)
  THEN
    RAISE EXCEPTION 'Budget and dates of a campaign that is % do not change.', OLD.status
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Plan another campaign.';
  END IF;
  IF NEW.budget <> OLD.budget AND NOT pg_has_role(current_user, 'erp_service', 'MEMBER') THEN
    -- Who may not let a campaign start may not give it more money afterwards.
    PERFORM app.require_permission('marketing.approve');
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER tr_mkt_campaigns_guard_terms
  BEFORE UPDATE OF status, budget, currency_code, start_date, end_date ON public.mkt_campaigns
  FOR EACH ROW EXECUTE FUNCTION app.guard_campaign_terms();

COMMENT ON FUNCTION app.guard_campaign_terms() IS
  'Trigger: the status of a campaign changes by functions along allowed paths, its currency before the start alone, its budget after the start only with marketing.approve, and nothing of these once it is closed.';
