CREATE OR REPLACE FUNCTION app.guard_category_loops() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_moved bigint[];
  v_category bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(a.tenant_id), array_agg(a.id) INTO v_tenants, v_moved
    FROM added a WHERE a.parent_id IS NOT NULL;
  ELSE
    SELECT array_agg(a.tenant_id), array_agg(a.id) INTO v_tenants, v_moved
    FROM added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
    WHERE a.parent_id IS NOT NULL AND a.parent_id IS DISTINCT FROM r.parent_id;
  END IF;
  IF v_moved IS NULL THEN
    RETURN NULL;
  END IF;

  -- The lock makes sessions see each other's moves, but not one whose snapshot is older than the lock.
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'Categories are not moved in a repeatable read transaction.'
      USING ERRCODE = 'feature_not_supported', HINT = 'Use read committed or serializable.';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('category ' || t.tenant_id, 0))
  FROM (SELECT DISTINCT u.tenant_id FROM unnest(v_tenants) AS u (tenant_id) ORDER BY u.tenant_id) t;

  WITH RECURSIVE above (tenant_id, origin_id, category_id) AS (
    SELECT c.tenant_id, c.id, c.parent_id
    FROM unnest(v_tenants, v_moved) AS m (tenant_id, id)
    JOIN public.category c ON c.tenant_id = m.tenant_id AND c.id = m.id
    UNION
    SELECT a.tenant_id, a.origin_id, c.parent_id
    FROM above a JOIN public.category c ON c.tenant_id = a.tenant_id AND c.id = a.category_id
    WHERE c.parent_id IS NOT NULL
  )
  SELECT a.origin_id INTO v_category FROM above a WHERE a.category_id = a.origin_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Category % would be below itself.', v_category
      USING ERRCODE = 'check_violation', TABLE = 'category', CONSTRAINT = 'tr_category_loops_changed',
      HINT = 'Move it to a category that is not below it, or move that one out first.';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_category_loops_added AFTER INSERT ON public.category
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_category_loops();
CREATE OR REPLACE TRIGGER tr_category_loops_changed AFTER UPDATE ON public.category
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_category_loops();

ALTER FUNCTION app.guard_category_loops() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.guard_category_loops() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.guard_category_loops() IS
  'Trigger: refuses to put a category below itself, over any number of levels, whoever moves it; sessions that move categories of the same tenant wait for each other.';
