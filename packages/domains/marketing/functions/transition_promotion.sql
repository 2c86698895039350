-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.transition_promotion(p_promotion_id bigint, p_to text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_promotion public.mkt_promotions;
BEGIN
  PERFORM app.require_permission('promotions.release');
  PERFORM app.require_allowed('mkt_promotions', 'status', p_to);

  SELECT * INTO v_promotion FROM public.mkt_promotions p
  WHERE p.tenant_id = v_tenant AND p.id = p_promotion_id AND p.deleted_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no promotion %.', p_promotion_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_promotion.status = p_to THEN
    RETURN false;
  END IF;
  PERFORM app.require_path(
    app.promotion_transition_allowed(v_promotion.status, p_to), 'Promotion ' || p_promotion_id, v_promotion.status, p_to,
    'app.promotion_transition_allowed lists the paths of a promotion.'
  );
  IF p_to IN ('scheduled', 'active') AND NOT app.promotion_is_complete(v_promotion) THEN
    RAISE EXCEPTION 'Promotion % does not say yet what it gives.', p_promotion_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('Its type is %s.', v_promotion.type),
      HINT = 'Add the rule of its type first.';
  END IF;
  IF p_to IN ('scheduled', 'active') AND v_promotion.ends_at <= now() THEN
    RAISE EXCEPTION 'The time of promotion % is over.', p_promotion_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It ended at %s.', v_promotion.ends_at),
      HINT = 'Give it a later end first.';
  END IF;
  IF p_to = 'active' AND v_promotion.starts_at > now() THEN
    RAISE EXCEPTION 'The time of promotion % has not come yet.', p_promotion_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It starts at %s.', v_promotion.starts_at),
      HINT = 'Let it be scheduled; it then gives discounts from that moment by itself.';
  END IF;

  UPDATE public.mkt_promotions p SET status = p_to, updated_by = app.current_user_id()
  WHERE p.tenant_id = v_tenant AND p.id = p_promotion_id;
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.transition_promotion(bigint, text) IS
  'Moves a promotion to another status along an allowed path; false when it is there already. What gives discounts needs the rule of its type. Needs promotions.release. Raises 22023 for an unknown status, P0002, 55000 when there is no such path, no rule, or not the time for it.';
