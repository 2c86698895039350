-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_discounted_orders() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF EXISTS (SELECT FROM public.mkt_promotion_redemptions r
    WHERE r.tenant_id = OLD.tenant_id AND r.order_id = OLD.id AND r.released_at IS NULL) THEN
    RAISE EXCEPTION 'Customer and channel of order % do not change while it has a promotion.', OLD.id
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Call app.release_redemption, change the order, and redeem the promotion again.';
  END IF;
  RETURN NEW;
END
$$;

-- The row is the caller's own: the policies have let it be read before this trigger runs.
CREATE OR REPLACE TRIGGER tr_orders_discounted BEFORE UPDATE OF customer_id, channel_platform_page_id ON public.orders
  FOR EACH ROW WHEN (OLD.status = 'draft'
    AND (NEW.customer_id, NEW.channel_platform_page_id) IS DISTINCT FROM (OLD.customer_id, OLD.channel_platform_page_id)
    AND NOT pg_has_role(current_user, 'erp_service', 'MEMBER') AND current_user <> 'erp_definer')
  EXECUTE FUNCTION app.guard_discounted_orders();

COMMENT ON FUNCTION app.guard_discounted_orders() IS
  'Trigger: a draft with a promotion keeps the customer and the channel that it was given for. Service roles may import.';
