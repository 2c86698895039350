-- may execute: nobody
CREATE OR REPLACE FUNCTION app.add_promotion_row(
  p_table text, p_promotion_id bigint, p_row jsonb, VARIADIC p_columns text[]
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- What is given as null is not given.
  v_row jsonb := jsonb_strip_nulls(p_row);
  v_columns text;
  v_missing text;
BEGIN
  PERFORM app.require_keys('values of ' || p_table, p_row, VARIADIC p_columns);
  PERFORM app.require_codes(p_table, v_row);
  SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) INTO v_missing
  FROM pg_attribute a
  WHERE a.attrelid = format('public.%I', p_table)::regclass AND a.attname = ANY (p_columns) AND a.attnotnull AND NOT a.atthasdef
    AND NOT v_row ? a.attname;
  IF v_missing IS NOT NULL THEN
    RAISE EXCEPTION 'The values of % lack %.', p_table, v_missing
      USING ERRCODE = 'invalid_parameter_value', HINT = format('They know %s.', array_to_string(p_columns, ', '));
  END IF;
  -- What is not given gets its default.
  SELECT string_agg(', ' || quote_ident(k.key), '') INTO v_columns FROM jsonb_object_keys(v_row) AS k (key);
  EXECUTE format(
    'INSERT INTO public.%1$I (tenant_id, promotion_id%2$s)
     SELECT $1, $2%2$s FROM jsonb_populate_record(NULL::public.%1$I, $3)', p_table, v_columns
  ) USING app.current_tenant_id(), p_promotion_id, v_row - ARRAY['tenant_id', 'promotion_id'];
END
$$;

COMMENT ON FUNCTION app.add_promotion_row(text, bigint, jsonb, text[]) IS
  'For app.create_promotion: adds a row below a promotion with the given columns, codes looked up first. Raises 22023 for other columns, and for one that is lacking.';
