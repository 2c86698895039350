-- may execute: nobody
CREATE OR REPLACE FUNCTION app.erased_changes(p_entity_type text, p_changes jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 100000 SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.sys_personal_tables t WHERE t.table_name = p_entity_type) THEN
    RETURN '{}';
  END IF;
  RETURN coalesce((
    SELECT jsonb_object_agg(e.key, CASE
      WHEN c.column_name IS NULL THEN e.value
      ELSE (SELECT jsonb_object_agg(s.key, CASE WHEN s.value = 'null' THEN s.value ELSE '"***"' END) FROM jsonb_each(e.value) AS s)
      END)
    FROM jsonb_each(p_changes) AS e
    LEFT JOIN public.sys_personal_columns c
      ON c.table_name = p_entity_type AND c.column_name = e.key AND c.subject <> 'none'
  ), '{}');
END
$$;

COMMENT ON FUNCTION app.erased_changes(text, jsonb) IS
  'Changes that the audit recorded of a table, with *** for what its personal columns held; nothing of a table that no domain declares. For erasing.';
