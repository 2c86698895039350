-- may execute: nobody
CREATE OR REPLACE FUNCTION app.repoint_references(p_table regclass, p_tenant_id bigint, p_from bigint, p_to bigint)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_reference record;
  v_rows bigint;
  v_moved jsonb := '{}';
BEGIN
  -- What points at the table is asked of the live catalog: domains that came later are in it.
  FOR v_reference IN
    SELECT DISTINCT c.conrelid::regclass AS table_name, r.relname, a.attname AS column_name,
      EXISTS (SELECT FROM pg_catalog.pg_attribute i WHERE i.attrelid = c.conrelid AND i.attname = 'id') AS numbered,
      -- Orders before what hangs on them: rows are locked from the whole to its parts (docs/locks.md).
      (SELECT count(DISTINCT up.confrelid) FROM pg_catalog.pg_constraint up
       WHERE up.contype = 'f' AND up.conrelid = c.conrelid AND up.confrelid NOT IN (c.conrelid, p_table)
         AND EXISTS (SELECT FROM pg_catalog.pg_constraint too
           WHERE too.contype = 'f' AND too.conrelid = up.confrelid AND too.confrelid = p_table)) AS depth
    FROM pg_catalog.pg_constraint c
    JOIN pg_catalog.pg_class r ON r.oid = c.conrelid
    CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k (own, target)
    JOIN pg_catalog.pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = k.target AND t.attname = 'id'
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
    WHERE c.contype = 'f' AND c.conparentid = 0 AND c.confrelid = p_table
    ORDER BY depth, r.relname, a.attname
  LOOP
    IF v_reference.numbered THEN
      EXECUTE format('SELECT FROM %s WHERE tenant_id = $1 AND %I = $2 ORDER BY id FOR NO KEY UPDATE',
        v_reference.table_name, v_reference.column_name)
      USING p_tenant_id, p_from;
    END IF;
    EXECUTE format('UPDATE %s SET %2$I = $3 WHERE tenant_id = $1 AND %2$I = $2', v_reference.table_name, v_reference.column_name)
    USING p_tenant_id, p_from, p_to;
    GET DIAGNOSTICS v_rows = ROW_COUNT;
    IF v_rows > 0 THEN
      v_moved := v_moved || jsonb_build_object(
        format('%s.%s', v_reference.relname, v_reference.column_name), v_rows);
    END IF;
  END LOOP;
  -- A note names its record by type and number, which no key tells; logs may not be installed.
  IF to_regprocedure('app.move_notes(regclass, bigint, bigint, bigint)') IS NOT NULL THEN
    EXECUTE 'SELECT app.move_notes($1, $2, $3, $4)' INTO v_rows USING p_table, p_tenant_id, p_from, p_to;
    IF v_rows > 0 THEN
      v_moved := v_moved || jsonb_build_object('notes.entity_id', v_rows);
    END IF;
  END IF;
  RETURN v_moved;
END
$$;

COMMENT ON FUNCTION app.repoint_references(regclass, bigint, bigint, bigint) IS
  'Lets everything that points at one row of a table, and the notes on it, point at another of the same tenant; returns how many rows moved, by table and column. For app.merge_persons.';
