-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_customer_figures() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_customers bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.customer_id) INTO v_tenants, v_customers
    FROM (SELECT DISTINCT a.tenant_id, a.customer_id FROM added a WHERE a.customer_id IS NOT NULL) c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.customer_id) INTO v_tenants, v_customers
    FROM (SELECT DISTINCT r.tenant_id, r.customer_id FROM removed r WHERE r.customer_id IS NOT NULL) c;
  ELSE
    -- Most updates of an order touch nothing that a customer's figures are made of.
    SELECT array_agg(c.tenant_id), array_agg(c.customer_id) INTO v_tenants, v_customers
    FROM (
      SELECT DISTINCT b.tenant_id, b.customer_id
      FROM removed r
      JOIN added a ON a.tenant_id = r.tenant_id AND a.id = r.id
      CROSS JOIN LATERAL (VALUES (r.tenant_id, r.customer_id), (a.tenant_id, a.customer_id)) AS b (tenant_id, customer_id)
      WHERE b.customer_id IS NOT NULL
        AND (r.customer_id, r.status, r.ordered_at, r.total_paid, r.total_refunded, r.payment_status, r.deleted_at)
          IS DISTINCT FROM
            (a.customer_id, a.status, a.ordered_at, a.total_paid, a.total_refunded, a.payment_status, a.deleted_at)
    ) c;
  END IF;
  IF v_customers IS NULL THEN
    RETURN NULL;
  END IF;

  -- Locks first, in one order for everybody, sums second: two payments of one customer must not overwrite each other.
  PERFORM FROM public.crm_customers c
  JOIN unnest(v_tenants, v_customers) AS k (tenant_id, id) ON c.tenant_id = k.tenant_id AND c.id = k.id
  ORDER BY c.tenant_id, c.id FOR NO KEY UPDATE OF c;

  UPDATE public.crm_customers c
  SET currency_code = f.currency_code, lifetime_value = f.lifetime_value,
    paid_orders_count = f.paid_orders_count, last_order_at = f.last_order_at
  FROM (
    SELECT k.tenant_id, k.id, m.currency_code, s.paid_orders_count, s.last_order_at,
      -- Money of other currencies cannot be added up without a rate.
      coalesce((SELECT sum(o.net_payment) FROM public.orders o
        WHERE o.tenant_id = k.tenant_id AND o.customer_id = k.id AND o.currency_code = m.currency_code
          AND o.deleted_at IS NULL), 0) AS lifetime_value
    FROM unnest(v_tenants, v_customers) AS k (tenant_id, id)
    JOIN public.crm_customers c ON c.tenant_id = k.tenant_id AND c.id = k.id
    -- The currency of the customer is that of the first order that brought money.
    LEFT JOIN LATERAL (
      SELECT coalesce(c.currency_code, (SELECT o.currency_code FROM public.orders o
        WHERE o.tenant_id = k.tenant_id AND o.customer_id = k.id AND o.total_paid > 0 AND o.deleted_at IS NULL
        ORDER BY o.ordered_at, o.id LIMIT 1)) AS currency_code
    ) m ON true
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE o.payment_status IN ('paid', 'partially_refunded')) AS paid_orders_count,
        max(o.ordered_at) FILTER (WHERE o.status NOT IN ('draft', 'cancelled')) AS last_order_at
      FROM public.orders o
      WHERE o.tenant_id = k.tenant_id AND o.customer_id = k.id AND o.deleted_at IS NULL
    ) s ON true
  ) f
  WHERE c.tenant_id = f.tenant_id AND c.id = f.id
    AND (c.currency_code, c.lifetime_value, c.paid_orders_count, c.last_order_at)
      IS DISTINCT FROM (f.currency_code, f.lifetime_value, f.paid_orders_count, f.last_order_at);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_orders_customer_figures_added AFTER INSERT ON public.orders
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_customer_figures();
CREATE OR REPLACE TRIGGER tr_orders_customer_figures_changed AFTER UPDATE ON public.orders
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_customer_figures();
CREATE OR REPLACE TRIGGER tr_orders_customer_figures_removed AFTER DELETE ON public.orders
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_customer_figures();

COMMENT ON FUNCTION app.refresh_customer_figures() IS
  'Trigger: takes the lifetime value, the number of paid orders and the latest order of a customer from the orders anew. Money kept after refunds counts, in the currency of the first order that brought any.';
