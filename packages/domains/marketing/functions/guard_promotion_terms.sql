-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_promotion_terms() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NEW.status <> OLD.status THEN
    IF current_user <> 'erp_definer' THEN
      RAISE EXCEPTION 'The status of a promotion is not changed by hand.'
        USING ERRCODE = 'insufficient_privilege', HINT = 'Call app.transition_promotion.';
    END IF;
    IF NOT app.promotion_transition_allowed(OLD.status, NEW.status) THEN
      RAISE EXCEPTION 'A promotion cannot go from % to %.', OLD.status, NEW.status
        USING ERRCODE = 'object_not_in_prerequisite_state',
        HINT = 'app.promotion_transition_allowed lists the paths of a promotion.';
    END IF;
  END IF;
  IF OLD.status <> 'draft' AND (NEW.type, NEW.currency_code) IS DISTINCT FROM (OLD.type, OLD.currency_code) THEN
    RAISE EXCEPTION 'Type and currency of a promotion are fixed when it leaves its draft.'
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'End it and write another one.';
  END IF;
  IF OLD.status IN ('scheduled', 'active', 'ended', 'cancelled')
    AND (NEW.starts_at, NEW.ends_at, NEW.is_auto_apply, NEW.is_combinable, NEW.priority, NEW.minimum_amount,
      NEW.max_discount_amount, NEW.usage_limit, NEW.per_customer_limit, NEW.is_first_order_only, NEW.customer_rank)
      IS DISTINCT FROM
      (OLD.starts_at, OLD.ends_at, OLD.is_auto_apply, OLD.is_combinable, OLD.priority, OLD.minimum_amount,
      OLD.max_discount_amount, OLD.usage_limit, OLD.per_customer_limit, OLD.is_first_order_only, OLD.customer_rank)
  THEN
    RAISE EXCEPTION 'The terms of a promotion do not change while it is %.', OLD.status
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Pause it first.';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER tr_mkt_promotions_guard_terms
  BEFORE UPDATE OF status, type, currency_code, starts_at, ends_at, is_auto_apply, is_combinable, priority,
    minimum_amount, max_discount_amount, usage_limit, per_customer_limit, is_first_order_only, customer_rank
  ON public.mkt_promotions FOR EACH ROW EXECUTE FUNCTION app.guard_promotion_terms();

COMMENT ON FUNCTION app.guard_promotion_terms() IS
  'Trigger: the status of a promotion changes by functions along allowed paths, its terms in draft or pause alone, type and currency only in draft, whoever asks.';
