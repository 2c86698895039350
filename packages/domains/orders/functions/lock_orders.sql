-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_orders(p_tenants bigint[], p_orders bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_customers bigint[];
BEGIN
  PERFORM FROM public.crm_personal_keys k
  WHERE (k.tenant_id, k.id) IN (
    SELECT c.tenant_id, c.personal_key_id FROM public.orders o
    JOIN unnest(p_tenants, p_orders) AS u (tenant_id, order_id) ON o.tenant_id = u.tenant_id AND o.id = u.order_id
    JOIN public.crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id)
  ORDER BY k.tenant_id, k.id FOR KEY SHARE;
  WITH locked AS (
    SELECT c.id FROM public.crm_customers c
    WHERE (c.tenant_id, c.id) IN (
      SELECT o.tenant_id, o.customer_id FROM public.orders o
      JOIN unnest(p_tenants, p_orders) AS k (tenant_id, order_id) ON o.tenant_id = k.tenant_id AND o.id = k.order_id)
    ORDER BY c.tenant_id, c.id FOR NO KEY UPDATE
  )
  SELECT coalesce(array_agg(l.id), '{}') INTO v_customers FROM locked l;
  PERFORM FROM public.orders o
  JOIN unnest(p_tenants, p_orders) AS k (tenant_id, order_id) ON o.tenant_id = k.tenant_id AND o.id = k.order_id
  ORDER BY o.tenant_id, o.id FOR NO KEY UPDATE OF o;
  -- A merge has moved one of them in between: its customer of today cannot be locked any more before it.
  IF EXISTS (
    SELECT FROM public.orders o
    JOIN unnest(p_tenants, p_orders) AS k (tenant_id, order_id) ON o.tenant_id = k.tenant_id AND o.id = k.order_id
    WHERE o.customer_id IS NOT NULL AND o.customer_id <> ALL (v_customers)
  ) THEN
    RAISE EXCEPTION 'An order was moved to another customer at this moment.'
      USING ERRCODE = 'serialization_failure', HINT = 'Repeat the whole transaction.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.lock_orders(bigint[], bigint[]) IS
  'Locks the customers of many orders, after their persons, and then the orders, each in the order of their numbers. Raises 40001 when a merge comes in between. Not for callers: it asks for no permission.';
