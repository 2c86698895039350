-- may execute: nobody
CREATE OR REPLACE FUNCTION app.forget_person_in_orders() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_orders bigint[];
BEGIN
  SELECT array_agg(o.id) INTO v_orders
  FROM public.orders o
  JOIN public.crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id
  WHERE c.tenant_id = NEW.tenant_id AND c.personal_key_id = NEW.id;
  -- In the order of everybody, so that a payment of two of them is not met half-way.
  PERFORM app.lock_orders(array_fill(NEW.tenant_id, ARRAY[coalesce(cardinality(v_orders), 0)]), v_orders);

  -- An engraving stands in the name of a line or in its properties: a SKU says what was sold, and a charge stays one.
  UPDATE public.order_items i
  SET product_name = coalesce(i.sku, 'erased'),
    properties = CASE WHEN i.properties ? 'charge'
      THEN jsonb_build_object('charge', i.properties -> 'charge') ELSE '{}' END
  WHERE i.tenant_id = NEW.tenant_id AND i.order_id = ANY (v_orders);
  -- A hash still answers whether a number of the provider has been booked; a refund cannot be without a reason.
  UPDATE public.order_payments p
  SET transaction_id = 'erased:' || encode(sha256(convert_to(p.transaction_id, 'UTF8')), 'hex'),
    reason = CASE WHEN p.kind <> 'payment' THEN 'erased' END
  WHERE p.tenant_id = NEW.tenant_id AND p.order_id = ANY (v_orders)
    AND (p.transaction_id IS NOT NULL OR p.reason IS NOT NULL);
  RETURN NULL;
END
$$;

-- Set when what the domains declare has been erased: the moment for what is more than emptying columns.
CREATE OR REPLACE TRIGGER tr_crm_personal_keys_forget_in_orders AFTER UPDATE OF erased_at ON public.crm_personal_keys
  FOR EACH ROW WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)
  EXECUTE FUNCTION app.forget_person_in_orders();

COMMENT ON FUNCTION app.forget_person_in_orders() IS
  'Trigger: puts something without words in place of what the lines and payments of an erased person cannot be without; what was sold and paid stays for the books.';
