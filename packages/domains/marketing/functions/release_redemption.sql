-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.release_redemption(p_order_id bigint, p_promotion_id bigint DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_order public.orders;
BEGIN
  PERFORM app.require_permission('promotions.redeem');
  v_order := app.lock_order(p_order_id);
  IF v_order.status <> 'draft' THEN
    RAISE EXCEPTION 'The promotions of order % stand.', p_order_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is %s.', v_order.status),
      HINT = 'They are taken off a draft; of a placed order they are given back when it is cancelled.';
  END IF;
  RETURN app.give_back_redemptions(v_tenant, p_order_id, p_promotion_id, 'withdrawn');
END
$$;

COMMENT ON FUNCTION app.release_redemption(bigint, bigint) IS
  'Takes one promotion, or all, off a draft: the discount leaves the lines, the use is free again. Returns how many were taken off, none the second time. Needs promotions.redeem. Raises P0002, 55000 when the order was placed.';
