-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_order_payments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_orders bigint[];
  v_follows boolean := false;
  v_payment bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.order_id) INTO v_tenants, v_orders
    FROM (SELECT DISTINCT a.tenant_id, a.order_id FROM added a) c;
    v_follows := EXISTS (SELECT FROM added a WHERE a.parent_payment_id IS NOT NULL);
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.order_id) INTO v_tenants, v_orders
    FROM (SELECT DISTINCT r.tenant_id, r.order_id FROM removed r) c;
  ELSE
    SELECT array_agg(c.tenant_id), array_agg(c.order_id) INTO v_tenants, v_orders
    FROM (SELECT r.tenant_id, r.order_id FROM removed r UNION SELECT a.tenant_id, a.order_id FROM added a) c;
    v_follows := true;
  END IF;
  IF v_orders IS NULL THEN
    RETURN NULL;
  END IF;

  -- Locks first, sums second: see app.refresh_order_totals.
  PERFORM app.lock_orders(v_tenants, v_orders);

  IF v_follows THEN
    SELECT follower.parent_payment_id INTO v_payment
    FROM unnest(v_tenants, v_orders) AS c (tenant_id, order_id)
    JOIN public.order_payments follower ON follower.tenant_id = c.tenant_id AND follower.order_id = c.order_id
    JOIN public.order_payments parent
      ON parent.tenant_id = follower.tenant_id AND parent.id = follower.parent_payment_id
    GROUP BY follower.tenant_id, follower.parent_payment_id, follower.kind, parent.kind, parent.status, parent.amount
    HAVING parent.kind <> 'payment'
      OR parent.status <> CASE follower.kind WHEN 'refund' THEN 'paid' ELSE 'pending' END
      OR follower.kind = 'refund' AND sum(follower.amount) FILTER (WHERE follower.status = 'paid') > parent.amount
    LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'What follows payment % does not fit to it.', v_payment
        USING ERRCODE = 'check_violation', TABLE = 'order_payments',
        HINT = 'A refund gives back a settled payment, and no more than that; a payment settles a promised instalment.';
    END IF;
  END IF;

  -- The checks of orders hold the sums to their limits: paid at most the total, refunded at most what was paid.
  UPDATE public.orders o
  SET total_paid = s.total_paid, total_refunded = s.total_refunded
  FROM (
    SELECT c.tenant_id, c.order_id,
      coalesce(sum(p.amount) FILTER (WHERE p.kind = 'payment'), 0) AS total_paid,
      coalesce(sum(p.amount) FILTER (WHERE p.kind = 'refund'), 0) AS total_refunded
    FROM unnest(v_tenants, v_orders) AS c (tenant_id, order_id)
    LEFT JOIN public.order_payments p
      ON p.tenant_id = c.tenant_id AND p.order_id = c.order_id AND p.status = 'paid'
    GROUP BY c.tenant_id, c.order_id
  ) s
  WHERE o.tenant_id = s.tenant_id AND o.id = s.order_id
    AND (o.total_paid, o.total_refunded) IS DISTINCT FROM (s.total_paid, s.total_refunded);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_order_payments_totals_added AFTER INSERT ON public.order_payments
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_order_payments();
CREATE OR REPLACE TRIGGER tr_order_payments_totals_changed AFTER UPDATE ON public.order_payments
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_order_payments();
CREATE OR REPLACE TRIGGER tr_order_payments_totals_removed AFTER DELETE ON public.order_payments
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_order_payments();

COMMENT ON FUNCTION app.refresh_order_payments() IS
  'Trigger: takes what was paid and refunded of an order from its payments anew, and refuses a refund above its payment, whoever wrote it.';
