CREATE OR REPLACE FUNCTION app.register_personal_data(p_domain text, p_tables jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_foreign text;
BEGIN
  SELECT string_agg(t.table_name || ' of ' || t.domain, ', ' ORDER BY t.table_name) INTO v_foreign
  FROM jsonb_to_recordset(p_tables) AS l(table_name text)
  JOIN public.sys_personal_tables t ON t.table_name = l.table_name
  WHERE t.domain <> p_domain;
  IF v_foreign IS NOT NULL THEN
    RAISE EXCEPTION 'The domain % declares personal data of another domain: %.', p_domain, v_foreign
      USING ERRCODE = 'unique_violation', HINT = 'The domain that makes a table declares its columns.';
  END IF;

  DELETE FROM public.sys_personal_tables t
  WHERE t.domain = p_domain
    AND t.table_name NOT IN (SELECT l.table_name FROM jsonb_to_recordset(p_tables) AS l(table_name text));
  INSERT INTO public.sys_personal_tables AS t (
    table_name, domain, called, person_by, member_by, about, rows_removed
  )
  SELECT l.table_name, p_domain, l.called, l.person_by, l.member_by, l.about, l.rows_removed
  FROM jsonb_to_recordset(p_tables) AS l(
    table_name text, called text, person_by text[], member_by text[], about boolean, rows_removed boolean)
  ON CONFLICT (table_name) DO UPDATE
    SET called = excluded.called, person_by = excluded.person_by, member_by = excluded.member_by,
      about = excluded.about, rows_removed = excluded.rows_removed
    WHERE (t.called, t.person_by, t.member_by, t.about, t.rows_removed)
      IS DISTINCT FROM (excluded.called, excluded.person_by, excluded.member_by, excluded.about, excluded.rows_removed);

  DELETE FROM public.sys_personal_columns c
  USING public.sys_personal_tables t
  WHERE t.domain = p_domain AND c.table_name = t.table_name
    AND NOT EXISTS (
      SELECT FROM jsonb_to_recordset(p_tables) AS l(table_name text, columns jsonb)
      CROSS JOIN LATERAL jsonb_to_recordset(l.columns) AS n(column_name text)
      WHERE l.table_name = c.table_name AND n.column_name = c.column_name
    );
  INSERT INTO public.sys_personal_columns AS c (
    table_name, column_name, subject, kind, becomes, kept_because, by_trigger
  )
  SELECT l.table_name, n.column_name, n.subject, n.kind, n.becomes, n.kept_because, n.by_trigger
  FROM jsonb_to_recordset(p_tables) AS l(table_name text, columns jsonb)
  CROSS JOIN LATERAL jsonb_to_recordset(l.columns) AS n(
    column_name text, subject text, kind text, becomes text, kept_because text, by_trigger text)
  ON CONFLICT (table_name, column_name) DO UPDATE
    SET subject = excluded.subject, kind = excluded.kind, becomes = excluded.becomes,
      kept_because = excluded.kept_because, by_trigger = excluded.by_trigger
    WHERE (c.subject, c.kind, c.becomes, c.kept_because, c.by_trigger)
      IS DISTINCT FROM (excluded.subject, excluded.kind, excluded.becomes, excluded.kept_because, excluded.by_trigger);
END
$$;

REVOKE ALL ON FUNCTION app.register_personal_data(text, jsonb) FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.register_personal_data(text, jsonb) IS
  'Makes a list of tables with their columns the declaration of personal data of a domain, in place of the one before. For reference data; only the migrating role may call it. Raises 23505 for a table that another domain declares.';
