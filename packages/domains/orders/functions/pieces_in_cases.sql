-- may execute: nobody
CREATE OR REPLACE FUNCTION app.pieces_in_cases(p_order_item_id bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  RETURN (
    SELECT coalesce(sum(CASE
      -- The piece stays the customer's: it is in the case until that is over.
      WHEN c.case_type IN ('repair', 'warranty') THEN
        CASE WHEN c.status IN ('rejected', 'replaced', 'refunded', 'closed') THEN 0 ELSE c.quantity END
      -- Paid back and not sent back: that is done once.
      WHEN c.refunded_amount > 0 OR c.status NOT IN ('rejected', 'closed') THEN c.quantity - c.received_quantity
      ELSE 0
    END), 0)
    FROM public.order_items_after_sales c
    JOIN public.order_items i ON i.tenant_id = c.tenant_id AND i.order_id = c.order_id AND i.id = c.order_item_id
    WHERE c.tenant_id = v_tenant AND i.id = p_order_item_id AND c.deleted_at IS NULL
  );
END
$$;

COMMENT ON FUNCTION app.pieces_in_cases(bigint) IS
  'Pieces of a line that are in after-sales cases and have not come back for good. Not for callers.';
