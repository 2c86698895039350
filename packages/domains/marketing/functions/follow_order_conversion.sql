-- may execute: nobody
CREATE OR REPLACE FUNCTION app.follow_order_conversion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_orders bigint[];
  v_ended timestamptz[];
  v_links bigint[];
  v_changes integer[];
BEGIN
  SELECT array_agg(n.tenant_id), array_agg(n.id), array_agg(CASE
    WHEN n.status = 'cancelled' OR n.deleted_at IS NOT NULL THEN coalesce(n.cancelled_at, n.deleted_at, now()) END)
  INTO v_tenants, v_orders, v_ended
  FROM added n JOIN removed o ON o.tenant_id = n.tenant_id AND o.id = n.id
  WHERE n.status = 'cancelled' AND o.status <> 'cancelled' OR (n.deleted_at IS NULL) <> (o.deleted_at IS NULL);
  -- Most changes of an order neither end it nor bring it back.
  IF v_orders IS NULL THEN
    RETURN NULL;
  END IF;
  WITH followed AS (
    UPDATE public.mkt_utm_conversions v SET cancelled_at = t.ended_at
    FROM unnest(v_tenants, v_orders, v_ended) AS t (tenant_id, id, ended_at)
    WHERE v.tenant_id = t.tenant_id AND v.order_id = t.id AND (v.cancelled_at IS NULL) <> (t.ended_at IS NULL)
    RETURNING v.tenant_id, v.utm_link_id, CASE WHEN t.ended_at IS NULL THEN 1 ELSE -1 END AS change
  )
  SELECT array_agg(f.tenant_id), array_agg(f.utm_link_id), array_agg(f.change) INTO v_tenants, v_links, v_changes
  FROM (SELECT tenant_id, utm_link_id, sum(change)::integer AS change FROM followed GROUP BY 1, 2) f;
  -- One statement may end several orders, as app.expire_orders does: their links are locked in one order.
  PERFORM FROM public.mkt_utm_links l
  WHERE (l.tenant_id, l.id) IN (SELECT * FROM unnest(v_tenants, v_links))
  ORDER BY l.tenant_id, l.id FOR NO KEY UPDATE;
  UPDATE public.mkt_utm_links l SET conversions = l.conversions + f.change
  FROM unnest(v_tenants, v_links, v_changes) AS f (tenant_id, id, change)
  WHERE l.tenant_id = f.tenant_id AND l.id = f.id;
  RETURN NULL;
END
$$;

-- A trigger per statement comes behind those per row, which lock promotions and lines: in the order of locks.
CREATE OR REPLACE TRIGGER tr_orders_withdraw_conversion AFTER UPDATE ON public.orders
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT
  EXECUTE FUNCTION app.follow_order_conversion();

COMMENT ON FUNCTION app.follow_order_conversion() IS
  'Trigger: orders that are cancelled or deleted are no conversions of their links any more. A refund does not change that.';
