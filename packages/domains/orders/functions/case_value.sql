-- may execute: nobody
CREATE OR REPLACE FUNCTION app.case_value(p_case public.order_items_after_sales) RETURNS numeric
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (
    SELECT round(i.total_price * CASE p_case.case_type WHEN 'refund' THEN p_case.quantity ELSE p_case.received_quantity END
      / i.quantity, 2)
    FROM public.order_items i
    WHERE i.tenant_id = p_case.tenant_id AND i.order_id = p_case.order_id AND i.id = p_case.order_item_id
  );
END
$$;

COMMENT ON FUNCTION app.case_value(public.order_items_after_sales) IS
  'What the pieces of a case cost the customer, with tax and less the discount: those that came back, or all where money goes back without them. Not for callers.';
