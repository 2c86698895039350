-- may execute: nobody
CREATE OR REPLACE FUNCTION app.add_promotion_row(
  p_table text, p_promotion_id bigint, p_row jsonb, VARIADIC p_columns text[]
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_columns text;
BEGIN
  PERFORM app.require_keys('values of ' || p_table, p_row, VARIADIC p_columns);
  PERFORM app.require_codes(p_table, p_row);
  -- What is not given gets its default.
  SELECT string_agg(', ' || quote_ident(k.key), '') INTO v_columns FROM jsonb_object_keys(p_row) AS k (key);
  EXECUTE format(
    'INSERT INTO public.%1$I (tenant_id, promotion_id%2$s)
     SELECT $1, $2%2$s FROM jsonb_populate_record(NULL::public.%1$I, $3)', p_table, v_columns
  ) USING app.current_tenant_id(), p_promotion_id, p_row - ARRAY['tenant_id', 'promotion_id'];
END
$$;

COMMENT ON FUNCTION app.add_promotion_row(text, bigint, jsonb, text[]) IS
  'For app.create_promotion: adds a row below a promotion with the given columns, codes looked up first. Raises 22023 for other columns.';
