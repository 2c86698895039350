-- may execute: nobody
CREATE OR REPLACE FUNCTION app.changed_columns(p_before jsonb, p_after jsonb, p_masked text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN coalesce((
    SELECT jsonb_object_agg(b.key,
      jsonb_build_object('before', CASE WHEN m.masked AND b.value <> 'null' THEN '"***"' ELSE b.value END)
      || CASE WHEN p_after IS NULL THEN '{}' ELSE jsonb_build_object(
        'after', CASE WHEN m.masked AND p_after -> b.key <> 'null' THEN '"***"' ELSE p_after -> b.key END) END)
    FROM jsonb_each(p_before) AS b
    CROSS JOIN LATERAL (SELECT b.key = ANY (p_masked) OR app.names_secret(b.key) AS masked) m
    WHERE b.key NOT IN ('tenant_id', 'updated_at', 'updated_by')
      AND CASE WHEN p_after IS NULL THEN b.value <> 'null' ELSE p_after -> b.key IS DISTINCT FROM b.value END
  ), '{}');
END
$$;

COMMENT ON FUNCTION app.changed_columns(jsonb, jsonb, text[]) IS
  'What differs between two states of a row, by column, with before and after; *** for masked columns and those whose name speaks of a secret. Without a second state, all that the row held. updated_at and updated_by do not count. For the audit.';
