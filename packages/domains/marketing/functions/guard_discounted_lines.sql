-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_discounted_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_orders bigint[];
  v_order bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(a.tenant_id), array_agg(a.order_id) INTO v_tenants, v_orders FROM added a;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(r.tenant_id), array_agg(r.order_id) INTO v_tenants, v_orders FROM removed r;
  ELSE
    SELECT array_agg(r.tenant_id), array_agg(r.order_id) INTO v_tenants, v_orders
    FROM removed r JOIN added a ON a.tenant_id = r.tenant_id AND a.id = r.id
    WHERE (a.product_id, a.quantity, a.unit_price, a.discount_amount, a.properties ->> 'charge')
      IS DISTINCT FROM (r.product_id, r.quantity, r.unit_price, r.discount_amount, r.properties ->> 'charge');
  END IF;
  SELECT r.order_id INTO v_order
  FROM unnest(v_tenants, v_orders) AS k (tenant_id, order_id)
  JOIN public.mkt_promotion_redemptions r
    ON r.tenant_id = k.tenant_id AND r.order_id = k.order_id AND r.released_at IS NULL
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'The lines of order % do not change while it has a promotion.', v_order
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Call app.release_redemption, change the lines, and redeem the promotion again.';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_order_items_discounted_added AFTER INSERT ON public.order_items
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER') AND current_user <> 'erp_definer')
  EXECUTE FUNCTION app.guard_discounted_lines();
CREATE OR REPLACE TRIGGER tr_order_items_discounted_changed AFTER UPDATE ON public.order_items
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT
  WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER') AND current_user <> 'erp_definer')
  EXECUTE FUNCTION app.guard_discounted_lines();
CREATE OR REPLACE TRIGGER tr_order_items_discounted_removed AFTER DELETE ON public.order_items
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
  WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER') AND current_user <> 'erp_definer')
  EXECUTE FUNCTION app.guard_discounted_lines();

COMMENT ON FUNCTION app.guard_discounted_lines() IS
  'Trigger: what a discount was reckoned from stays as it was while the promotion stands. Service roles may import.';
