-- may execute: nobody
-- The one place where it is decided how sessions that change the same graph of a tenant see each other's edges.
CREATE OR REPLACE FUNCTION app.find_loop(
  p_table text, p_from text, p_to text, p_tenants bigint[], p_starts bigint[], p_refusal text,
  p_only text DEFAULT 'true'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_found bigint;
BEGIN
  IF cardinality(p_starts) IS NULL THEN
    RETURN NULL;
  END IF;
  -- The lock makes sessions see each other's edges, but not one whose snapshot is older than the lock.
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION '%', p_refusal
      USING ERRCODE = 'feature_not_supported', HINT = 'Use read committed or serializable.';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(p_table || ' ' || t.tenant_id, 0))
  FROM (SELECT DISTINCT u.tenant_id FROM unnest(p_tenants) AS u (tenant_id) ORDER BY u.tenant_id) t;

  -- A statement of its own, after the lock: its snapshot holds what the session waited for.
  EXECUTE format(
    'WITH RECURSIVE reached (tenant_id, start, node) AS (
      SELECT e.tenant_id, e.%2$I, e.%3$I
      FROM unnest($1, $2) AS s (tenant_id, start)
      JOIN public.%1$I e ON e.tenant_id = s.tenant_id AND e.%2$I = s.start
      WHERE e.%3$I IS NOT NULL AND %4$s
      UNION
      SELECT r.tenant_id, r.start, e.%3$I
      FROM reached r JOIN public.%1$I e ON e.tenant_id = r.tenant_id AND e.%2$I = r.node
      WHERE e.%3$I IS NOT NULL AND %4$s
    )
    SELECT r.start FROM reached r WHERE r.node = r.start LIMIT 1',
    p_table, p_from, p_to, p_only
  ) INTO v_found USING p_tenants, p_starts;
  RETURN v_found;
END
$$;

COMMENT ON FUNCTION app.find_loop(text, text, text, bigint[], bigint[], text, text) IS
  'For guards: one of the given rows from which the edges of a table, column to column, lead back to it, or null. Takes the lock of the graph of each tenant first; sessions that change the same graph wait for each other. Raises 0A000 with the given words in a repeatable read transaction.';
