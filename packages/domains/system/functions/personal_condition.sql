-- may execute: nobody
CREATE OR REPLACE FUNCTION app.personal_condition(
  p_subject text, p_table text, p_key_column text, p_link_columns text[], p_link_parents text[], p_by_entity boolean,
  p_keys jsonb
) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_condition text;
  v_entity_columns text[];
BEGIN
  SELECT string_agg(c.condition, ' OR ') INTO v_condition
  FROM (
    SELECT format('t.%I = ANY (%L::bigint[])', p_key_column, app.key_list(p_keys -> p_table)) AS condition
    WHERE p_key_column IS NOT NULL AND p_keys ? p_table AND NOT p_by_entity
    UNION ALL
    SELECT format('t.%I = ANY (%L::bigint[])', l.own, app.key_list(p_keys -> l.parent))
    FROM unnest(p_link_columns, p_link_parents) AS l (own, parent)
    WHERE p_keys ? l.parent
  ) c;
  IF NOT p_by_entity THEN
    RETURN v_condition;
  END IF;

  SELECT array_agg(a.attname::text) INTO v_entity_columns
  FROM pg_catalog.pg_attribute a
  WHERE a.attrelid = format('public.%I', p_table)::regclass AND a.attname IN ('entity_key', 'changes');
  SELECT string_agg(c.condition, ' OR ') INTO v_condition
  FROM (
    -- The record itself, by the name of its table or by what else it is called.
    SELECT format('(t.entity_type = ANY (%L::text[]) AND t.entity_id = ANY (%L::bigint[]))',
      array_remove(ARRAY[k.key, (SELECT s.called FROM public.sys_personal_tables s WHERE s.table_name = k.key)], NULL),
      app.key_list(k.value)) AS condition
    FROM jsonb_each(p_keys) AS k
    UNION ALL
    -- A record without a number, by its key; one that is gone, by what it held.
    SELECT format('(t.entity_type = %L AND %st.%I #>> %L = ANY (%L::text[]))', o.table_name,
      CASE c.name WHEN 'changes' THEN 't.action = ''delete'' AND ' ELSE '' END, c.name,
      CASE c.name WHEN 'changes' THEN ARRAY[l.own, 'before'] ELSE ARRAY[l.own] END, app.key_list(p_keys -> l.parent))
    FROM (SELECT * FROM app.personal_tables(p_subject) WHERE v_entity_columns IS NOT NULL) o
    CROSS JOIN LATERAL unnest(
      o.link_columns || CASE WHEN o.place = 0 THEN o.key_column END,
      o.link_parents || CASE WHEN o.place = 0 THEN o.table_name END) AS l (own, parent)
    CROSS JOIN LATERAL unnest(v_entity_columns) AS c (name)
    WHERE NOT o.late AND p_keys ? l.parent AND (c.name = 'changes' OR o.key_column IS DISTINCT FROM 'id')
  ) c;
  RETURN v_condition;
END
$$;

COMMENT ON FUNCTION app.personal_condition(text, text, text, text[], text[], boolean, jsonb) IS
  'The SQL condition over t that picks the rows of one of app.personal_tables, from the numbers of rows that are known to be the subject''s, by table; NULL when there can be none. For export and erasure.';
