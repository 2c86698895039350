-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_stock_count(
  p_stock_count_id bigint, p_exclusive boolean
) RETURNS public.stock_count
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_count public.stock_count;
BEGIN
  -- Many enter figures at the same time; booking and giving up wait for them, and they for it.
  IF p_exclusive THEN
    SELECT * INTO v_count FROM public.stock_count c WHERE c.tenant_id = v_tenant AND c.id = p_stock_count_id
    FOR NO KEY UPDATE;
  ELSE
    SELECT * INTO v_count FROM public.stock_count c WHERE c.tenant_id = v_tenant AND c.id = p_stock_count_id FOR SHARE;
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no count %.', p_stock_count_id USING ERRCODE = 'no_data_found';
  END IF;
  RETURN v_count;
END
$$;

COMMENT ON FUNCTION app.lock_stock_count(bigint, boolean) IS
  'Finds and locks a count; its lock comes before those of stocks. Not for callers: it asks for no permission.';
