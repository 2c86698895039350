-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_order_after_customer(p_tenant_id bigint, p_order_id bigint) RETURNS public.orders
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_customer bigint;
  v_order public.orders;
BEGIN
  -- The customer comes before the orders (docs/locks.md): a change of an order ends in the figures of its customer,
  -- and app.merge_persons goes from customers to their orders as well.
  LOOP
    SELECT o.customer_id INTO v_customer FROM public.orders o WHERE o.tenant_id = p_tenant_id AND o.id = p_order_id;
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
    PERFORM app.lock_customer(p_tenant_id, v_customer);
    SELECT * INTO v_order FROM public.orders o
    WHERE o.tenant_id = p_tenant_id AND o.id = p_order_id AND o.customer_id IS NOT DISTINCT FROM v_customer
    FOR NO KEY UPDATE;
    -- Not found: a merge has moved the order to another customer in the meantime.
    IF FOUND THEN
      RETURN v_order;
    END IF;
  END LOOP;
END
$$;

COMMENT ON FUNCTION app.lock_order_after_customer(bigint, bigint) IS
  'Locks the customer of an order and then the order, deleted or not, and returns it; NULL where there is none. Not for callers: it asks for no permission.';
