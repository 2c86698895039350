-- may execute: nobody
CREATE OR REPLACE FUNCTION app.move_notes(p_table regclass, p_tenant_id bigint, p_from bigint, p_to bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_types text[];
  v_rows bigint;
BEGIN
  SELECT array_agg(t.entity_type) INTO v_types
  FROM (
    SELECT DISTINCT n.entity_type FROM public.notes n WHERE n.tenant_id = p_tenant_id AND n.entity_id = p_from
  ) t
  WHERE app.record_table(t.entity_type) = p_table;
  UPDATE public.notes n SET entity_id = p_to
  WHERE n.tenant_id = p_tenant_id AND n.entity_type = ANY (v_types) AND n.entity_id = p_from;
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  RETURN v_rows;
END
$$;

COMMENT ON FUNCTION app.move_notes(regclass, bigint, bigint, bigint) IS
  'Moves the notes on one row of a table to another row of the same tenant, as when two records become one; returns how many. For app.repoint_references: no foreign key tells what a note is about. Not for callers: it asks for no permission.';
