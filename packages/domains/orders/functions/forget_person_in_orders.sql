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

  UPDATE public.orders o
  SET shipping_address = '{}', billing_address = '{}', customer_notes = NULL
  WHERE o.tenant_id = NEW.tenant_id AND o.id = ANY (v_orders)
    AND (o.shipping_address <> '{}' OR o.billing_address <> '{}' OR o.customer_notes IS NOT NULL);
  UPDATE public.order_meta_crm m
  SET social_review = NULL, customer_feedback = NULL
  WHERE m.tenant_id = NEW.tenant_id AND m.order_id = ANY (v_orders)
    AND (m.social_review IS NOT NULL OR m.customer_feedback IS NOT NULL);
  RETURN NULL;
END
$$;

-- crm erases a person last of all by setting erased_at: the moment for every domain to forget its copies.
CREATE OR REPLACE TRIGGER tr_crm_personal_keys_forget_in_orders AFTER UPDATE OF erased_at ON public.crm_personal_keys
  FOR EACH ROW WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)
  EXECUTE FUNCTION app.forget_person_in_orders();

ALTER FUNCTION app.forget_person_in_orders() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.forget_person_in_orders() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.forget_person_in_orders() IS
  'Takes the addresses, remarks and reviews of an erased person out of the orders; the orders, lines and payments stay for the books.';
