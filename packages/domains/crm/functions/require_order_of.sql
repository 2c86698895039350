-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_order_of(p_person_id bigint, p_order_id bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_there boolean;
  v_buyer bigint;
BEGIN
  -- Crm can be installed without orders; the foreign key that comes with them then looks once more.
  IF p_order_id IS NULL OR to_regclass('public.orders') IS NULL THEN
    RETURN;
  END IF;
  EXECUTE 'SELECT true, c.personal_key_id FROM public.orders o
    LEFT JOIN public.crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id
    WHERE o.tenant_id = $1 AND o.id = $2' INTO v_there, v_buyer USING app.current_tenant_id(), p_order_id;
  IF v_there IS NULL THEN
    RAISE EXCEPTION 'There is no order %.', p_order_id USING ERRCODE = 'no_data_found';
  END IF;
  IF v_buyer <> p_person_id THEN
    RAISE EXCEPTION 'Order % is that of another customer.', p_order_id
      USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is of person %s, not of person %s.', v_buyer, p_person_id),
      HINT = 'Name an order of the same person; if the two are one, call app.merge_persons first.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_order_of(bigint, bigint) IS
  'For functions that say which order was won: raises P0002 when there is no such order, 22023 when somebody else has bought it. An order without a customer is anybody''s.';
