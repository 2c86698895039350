-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_order_totals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_orders bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.order_id) INTO v_tenants, v_orders
    FROM (SELECT DISTINCT a.tenant_id, a.order_id FROM added a) c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.order_id) INTO v_tenants, v_orders
    FROM (SELECT DISTINCT r.tenant_id, r.order_id FROM removed r) c;
  ELSE
    SELECT array_agg(c.tenant_id), array_agg(c.order_id) INTO v_tenants, v_orders
    FROM (
      SELECT r.tenant_id, r.order_id FROM removed r LEFT JOIN added a ON a.tenant_id = r.tenant_id AND a.id = r.id
      WHERE (a.order_id, a.subtotal, a.discount_amount, a.tax_amount)
        IS DISTINCT FROM (r.order_id, r.subtotal, r.discount_amount, r.tax_amount)
      UNION
      SELECT a.tenant_id, a.order_id FROM added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
      WHERE (a.order_id, a.subtotal, a.discount_amount, a.tax_amount)
        IS DISTINCT FROM (r.order_id, r.subtotal, r.discount_amount, r.tax_amount)
    ) c;
  END IF;
  IF v_orders IS NULL THEN
    RETURN NULL;
  END IF;

  -- First the locks, in one order for everybody; the sums are then taken by a statement of its own, which sees
  -- what was committed while this one waited.
  PERFORM app.lock_orders(v_tenants, v_orders);

  UPDATE public.orders o
  SET subtotal = s.subtotal, discount_amount = s.discount_amount, tax_amount = s.tax_amount
  FROM (
    SELECT c.tenant_id, c.order_id, coalesce(sum(i.subtotal), 0) AS subtotal,
      coalesce(sum(i.discount_amount), 0) AS discount_amount, coalesce(sum(i.tax_amount), 0) AS tax_amount
    FROM unnest(v_tenants, v_orders) AS c (tenant_id, order_id)
    LEFT JOIN public.order_items i ON i.tenant_id = c.tenant_id AND i.order_id = c.order_id
    GROUP BY c.tenant_id, c.order_id
  ) s
  WHERE o.tenant_id = s.tenant_id AND o.id = s.order_id
    AND (o.subtotal, o.discount_amount, o.tax_amount)
      IS DISTINCT FROM (s.subtotal, s.discount_amount, s.tax_amount);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_order_items_totals_added AFTER INSERT ON public.order_items
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_order_totals();
CREATE OR REPLACE TRIGGER tr_order_items_totals_changed AFTER UPDATE ON public.order_items
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_order_totals();
CREATE OR REPLACE TRIGGER tr_order_items_totals_removed AFTER DELETE ON public.order_items
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_order_totals();

COMMENT ON FUNCTION app.refresh_order_totals() IS
  'Trigger: takes the sums of an order from its lines anew, once per statement, whoever wrote the lines.';
