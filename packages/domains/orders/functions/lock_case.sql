-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_case(p_case_id bigint) RETURNS public.order_items_after_sales
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_case public.order_items_after_sales;
BEGIN
  SELECT * INTO v_case FROM public.order_items_after_sales c
  WHERE c.tenant_id = v_tenant AND c.id = p_case_id AND c.deleted_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no case %.', p_case_id USING ERRCODE = 'no_data_found';
  END IF;
  -- A case stays with its line, and a line with its order: what was read without a lock still holds.
  PERFORM app.lock_order(v_case.order_id);
  PERFORM FROM public.order_items i WHERE i.tenant_id = v_tenant AND i.id = v_case.order_item_id FOR NO KEY UPDATE;
  SELECT * INTO v_case FROM public.order_items_after_sales c
  WHERE c.tenant_id = v_tenant AND c.id = p_case_id AND c.deleted_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no case %.', p_case_id USING ERRCODE = 'no_data_found';
  END IF;
  RETURN v_case;
END
$$;

COMMENT ON FUNCTION app.lock_case(bigint) IS
  'Locks an after-sales case of the current tenant after its customer, its order and its line, and returns it. Raises P0002. Not for callers: it asks for no permission.';
