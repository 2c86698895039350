CREATE OR REPLACE FUNCTION app.guard_set_loops() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_sets bigint[];
  v_set bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.set_product_id) INTO v_tenants, v_sets
    FROM (SELECT DISTINCT a.tenant_id, a.set_product_id FROM added a) c;
  ELSE
    SELECT array_agg(c.tenant_id), array_agg(c.set_product_id) INTO v_tenants, v_sets
    FROM (
      SELECT DISTINCT a.tenant_id, a.set_product_id
      FROM added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
      WHERE (a.set_product_id, a.item_product_id) IS DISTINCT FROM (r.set_product_id, r.item_product_id)
    ) c;
  END IF;
  IF v_sets IS NULL THEN
    RETURN NULL;
  END IF;

  -- The lock makes sessions see each other's lines, but not one whose snapshot is older than the lock.
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'Sets are not put together in a repeatable read transaction.'
      USING ERRCODE = 'feature_not_supported', HINT = 'Use read committed or serializable.';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('product_set_item ' || t.tenant_id, 0))
  FROM (SELECT DISTINCT u.tenant_id FROM unnest(v_tenants) AS u (tenant_id) ORDER BY u.tenant_id) t;

  WITH RECURSIVE below (tenant_id, origin_id, product_id) AS (
    SELECT i.tenant_id, i.set_product_id, i.item_product_id
    FROM unnest(v_tenants, v_sets) AS s (tenant_id, id)
    JOIN public.product_set_item i ON i.tenant_id = s.tenant_id AND i.set_product_id = s.id
    UNION
    SELECT b.tenant_id, b.origin_id, i.item_product_id
    FROM below b JOIN public.product_set_item i ON i.tenant_id = b.tenant_id AND i.set_product_id = b.product_id
  )
  SELECT b.origin_id INTO v_set FROM below b WHERE b.product_id = b.origin_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Set % would contain itself.', v_set
      USING ERRCODE = 'check_violation', TABLE = 'product_set_item', CONSTRAINT = 'tr_product_set_item_loops_changed',
      HINT = 'app.set_components shows what a set is made of.';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_product_set_item_loops_added AFTER INSERT ON public.product_set_item
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_set_loops();
CREATE OR REPLACE TRIGGER tr_product_set_item_loops_changed AFTER UPDATE ON public.product_set_item
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_set_loops();

ALTER FUNCTION app.guard_set_loops() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.guard_set_loops() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.guard_set_loops() IS
  'Trigger: refuses a line that makes a set contain itself, directly or through other sets, whoever writes it; sessions that put sets of the same tenant together wait for each other.';
