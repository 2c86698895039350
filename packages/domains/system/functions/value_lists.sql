-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.value_lists(p_table regclass, p_column text DEFAULT NULL)
RETURNS TABLE (column_name text, list text, pattern text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  -- What the migrations' word `code` becomes: CHECK ((status = ANY (ARRAY['draft'::text, …]))).
  SELECT a.attname::text, k.said, '''((?:[^'']|'''')*)''::text'
  FROM pg_attribute a
  JOIN LATERAL (
    SELECT pg_get_constraintdef(c.oid) AS said FROM pg_constraint c
    WHERE c.conrelid = p_table AND c.contype = 'c' AND c.conkey = ARRAY[a.attnum]
    ORDER BY c.conname
  ) k ON k.said ~ '^CHECK \(\(+"?\w+"? = (ANY \(ARRAY\[[^]]*\]\)|''([^'']|'''')*''::text)\)+$'
  WHERE a.attrelid = p_table AND a.attnum > 0 AND NOT a.attisdropped AND (p_column IS NULL OR a.attname = p_column)
  UNION ALL
  -- A status that follows from other columns: CASE WHEN … THEN 'paid'::text … ELSE 'unpaid'::text END, or one value.
  SELECT a.attname::text, e.said, '(?:^|\mTHEN\M|\mELSE\M)\s*''((?:[^'']|'''')*)''::text'
  FROM pg_attribute a
  JOIN pg_attrdef d ON d.adrelid = p_table AND d.adnum = a.attnum
  CROSS JOIN LATERAL pg_get_expr(d.adbin, d.adrelid) AS e (said)
  WHERE a.attrelid = p_table AND a.attgenerated <> '' AND a.atttypid = 'text'::regtype
    AND (p_column IS NULL OR a.attname = p_column) AND e.said ~ '^\s*(CASE\M.*\mELSE\M\s*|)''([^'']|'''')*''::text\s*(END)?$'
$$;

COMMENT ON FUNCTION app.value_lists(regclass, text) IS
  'For app.allowed_values: the checks and generating expressions of a table, or of one column, that are lists of texts, each with the pattern that finds a text in it.';
