-- may execute: nobody
CREATE OR REPLACE FUNCTION app.person_keys(p_person_id bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  RETURN (
    SELECT jsonb_object_agg(k.table_name, k.keys)
    FROM (
      SELECT r.table_name, jsonb_agg(DISTINCT r.id) AS keys
      FROM (
        SELECT 'crm_personal_keys' AS table_name, p_person_id AS id
        UNION ALL
        SELECT 'crm_personal_keys', m.dropped_id
        FROM public.crm_person_merges m WHERE m.tenant_id = v_tenant AND m.survivor_id = p_person_id
        UNION ALL
        SELECT e.key, (o.value ->> 'id')::bigint
        FROM public.crm_person_merges m
        CROSS JOIN LATERAL jsonb_each(m.removed) AS e
        CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(e.value) WHEN 'array' THEN e.value ELSE '[]' END) AS o
        WHERE m.tenant_id = v_tenant AND m.survivor_id = p_person_id AND o.value ? 'id'
      ) r
      GROUP BY r.table_name
    ) k
  );
END
$$;

COMMENT ON FUNCTION app.person_keys(bigint) IS
  'The numbers by which rows may name a person, by table: its own, and those of the persons, customers and details that merges took into it. For export and erasure.';
