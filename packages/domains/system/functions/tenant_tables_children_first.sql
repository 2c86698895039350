-- may execute: nobody
CREATE OR REPLACE FUNCTION app.tenant_tables_children_first() RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_children oid[];
  v_parents oid[];
  v_left oid[];
  v_next oid[];
  v_ordered oid[] := '{}';
BEGIN
  -- Of two on the same level the later in the alphabet goes first: payments before lines, reservations before movements.
  SELECT array_agg(c.oid ORDER BY c.relname DESC) INTO v_left
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition;
  SELECT array_agg(k.conrelid), array_agg(k.confrelid) INTO v_children, v_parents
  FROM pg_constraint k
  WHERE k.contype = 'f' AND k.conparentid = 0 AND k.conrelid <> k.confrelid
    AND k.conrelid = ANY (v_left) AND k.confrelid = ANY (v_left);

  WHILE cardinality(v_left) > 0 LOOP
    WITH waits AS (
      SELECT t.id, t.place, count(DISTINCT e.child) AS children
      FROM unnest(v_left) WITH ORDINALITY AS t (id, place)
      LEFT JOIN unnest(v_children, v_parents) AS e (child, parent) ON e.parent = t.id AND e.child = ANY (v_left)
      GROUP BY t.id, t.place
    )
    -- In a circle the one with the fewest children goes first; what refers to it is set to NULL or goes as well.
    SELECT CASE WHEN min(w.children) = 0 THEN array_agg(w.id ORDER BY w.place) FILTER (WHERE w.children = 0)
      ELSE (array_agg(w.id ORDER BY w.children, w.place))[1:1] END
    INTO v_next
    FROM waits w;
    v_ordered := v_ordered || v_next;
    SELECT array_agg(t.id ORDER BY t.place) INTO v_left
    FROM unnest(v_left) WITH ORDINALITY AS t (id, place) WHERE t.id <> ALL (v_next);
  END LOOP;
  RETURN ARRAY(SELECT c.relname::text FROM unnest(v_ordered) WITH ORDINALITY AS o (id, place)
    JOIN pg_class c ON c.oid = o.id ORDER BY o.place);
END
$$;

COMMENT ON FUNCTION app.tenant_tables_children_first() IS
  'The tables with rows of tenants, each before those that it refers to, whatever domains are installed. For app.erase_tenant_batch.';
