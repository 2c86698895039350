-- may execute: nobody
CREATE OR REPLACE FUNCTION app.move_order(p_order_id bigint, p_to text, p_note text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  UPDATE public.orders o
  SET status = p_to, status_note = p_note, updated_by = app.current_user_id(),
    confirmed_at = CASE p_to WHEN 'confirmed' THEN coalesce(o.confirmed_at, t.at) ELSE o.confirmed_at END,
    shipped_at = CASE p_to WHEN 'shipped' THEN t.at ELSE o.shipped_at END,
    delivered_at = CASE p_to WHEN 'delivered' THEN t.at ELSE o.delivered_at END,
    completed_at = CASE p_to WHEN 'completed' THEN t.at ELSE o.completed_at END,
    cancelled_at = CASE p_to WHEN 'cancelled' THEN t.at ELSE o.cancelled_at END
  FROM (
    -- Not before what came before: this transaction may have begun earlier than that.
    SELECT b.id, greatest(now(), b.ordered_at, b.confirmed_at, b.shipped_at, b.delivered_at) AS at
    FROM public.orders b WHERE b.tenant_id = v_tenant AND b.id = p_order_id
  ) t
  WHERE o.tenant_id = v_tenant AND o.id = t.id;
  IF p_to = 'cancelled' THEN
    PERFORM app.release_order_stock(ARRAY[p_order_id], 'The order was cancelled.');
  END IF;
END
$$;

COMMENT ON FUNCTION app.move_order(bigint, text, text) IS
  'Writes the status of an order that the caller has locked, with its milestone; a trigger refuses what is no path and writes the history. A cancelled order gives back what stock kept for it. Not for callers: it asks for no permission.';
