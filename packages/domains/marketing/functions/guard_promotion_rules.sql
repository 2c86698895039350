-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_promotion_rules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint;
  v_promotions bigint[];
  v_status text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    v_tenant := OLD.tenant_id;
    v_promotions := ARRAY[OLD.promotion_id];
  ELSE
    v_tenant := NEW.tenant_id;
    v_promotions := ARRAY[NEW.promotion_id];
    IF TG_OP = 'UPDATE' THEN
      v_promotions := v_promotions || OLD.promotion_id;
    END IF;
  END IF;
  -- The policies judge after this trigger: a row of another tenant is left to them, and nothing said of it.
  IF v_tenant IS NOT DISTINCT FROM app.current_tenant_id() THEN
    -- Locked, so that the promotion does not start while its rule is being written.
    FOR v_status IN
      SELECT p.status FROM public.mkt_promotions p
      WHERE p.tenant_id = v_tenant AND p.id = ANY (v_promotions) ORDER BY p.id FOR SHARE
    LOOP
      IF v_status NOT IN ('draft', 'paused') THEN
        RAISE EXCEPTION 'What a promotion gives, and for what, does not change while it is %.', v_status
          USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Pause it first.';
      END IF;
    END LOOP;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- Imports and the removal of a whole promotion run as the owner or a service role and pass.
CREATE OR REPLACE TRIGGER tr_mkt_promotion_discount_rules_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_discount_rules
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_bogo_rules_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_bogo_rules
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_bundle_rules_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_bundle_rules
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_bundle_items_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_bundle_items
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_tiered_rules_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_tiered_rules
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_free_items_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_free_items
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_price_overrides_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_price_overrides
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_products_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_products
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_categories_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_categories
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_attributes_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_attributes
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_exclusions_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_exclusions
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();
CREATE OR REPLACE TRIGGER tr_mkt_promotion_channels_guard
  BEFORE INSERT OR UPDATE OR DELETE ON public.mkt_promotion_channels
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.guard_promotion_rules();

COMMENT ON FUNCTION app.guard_promotion_rules() IS
  'Trigger: rules and lists of a promotion change in draft or pause alone. Service roles may import.';
