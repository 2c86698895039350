-- may execute: nobody
CREATE OR REPLACE FUNCTION app.merge_customers(p_keep_person bigint, p_drop_person bigint) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_keep public.crm_customers;
  v_drop public.crm_customers;
  v_moved jsonb;
BEGIN
  -- Both are locked by whoever merges the persons.
  SELECT * INTO v_keep FROM public.crm_customers c WHERE c.tenant_id = v_tenant AND c.personal_key_id = p_keep_person;
  SELECT * INTO v_drop FROM public.crm_customers c WHERE c.tenant_id = v_tenant AND c.personal_key_id = p_drop_person;
  IF v_keep.id IS NULL OR v_drop.id IS NULL THEN
    RETURN '{}';
  END IF;
  IF v_keep.currency_code <> v_drop.currency_code AND v_keep.lifetime_value > 0 AND v_drop.lifetime_value > 0 THEN
    RAISE EXCEPTION 'Customers % and % are kept in different currencies.', v_keep.id, v_drop.id
      USING ERRCODE = 'object_not_in_prerequisite_state',
      DETAIL = format('%s and %s.', v_keep.currency_code, v_drop.currency_code),
      HINT = 'Convert the lifetime value of one of them first.';
  END IF;

  -- What crm knows by itself is put together first: figures that imports brought along, where nothing counts orders. Then
  -- the references move; whatever counts what moves (app.refresh_customer_figures, once orders is installed) takes the
  -- figures anew from it and has the last word. Added afterwards, the same money would count twice.
  UPDATE public.crm_customers c
  SET currency_code = CASE WHEN c.lifetime_value > 0 THEN c.currency_code
      ELSE coalesce(v_drop.currency_code, c.currency_code) END,
    lifetime_value = c.lifetime_value + v_drop.lifetime_value,
    paid_orders_count = c.paid_orders_count + v_drop.paid_orders_count,
    last_order_at = greatest(c.last_order_at, v_drop.last_order_at),
    first_lead_id = CASE WHEN c.first_lead_id IS NULL OR v_drop.created_at < c.created_at
      THEN coalesce(v_drop.first_lead_id, c.first_lead_id) ELSE c.first_lead_id END,
    source = coalesce(c.source, v_drop.source),
    customer_rank = coalesce(c.customer_rank, v_drop.customer_rank),
    batch_id = coalesce(c.batch_id, v_drop.batch_id),
    -- One customer, since the first of the two became one: nothing that moves is older.
    created_at = least(c.created_at, v_drop.created_at)
  WHERE c.tenant_id = v_tenant AND c.id = v_keep.id;
  v_moved := app.repoint_references('public.crm_customers', v_tenant, v_drop.id, v_keep.id);
  DELETE FROM public.crm_customers c WHERE c.tenant_id = v_tenant AND c.id = v_drop.id;
  RETURN jsonb_build_object('moved', v_moved, 'removed', jsonb_build_object('crm_customers', jsonb_build_array(to_jsonb(v_drop))));
END
$$;

COMMENT ON FUNCTION app.merge_customers(bigint, bigint) IS
  'Where both persons are customers: puts the figures of both together, moves what points at one to the other, which lets the domain that counts it take the figures anew, and removes it. The kept customer is one since the earlier of the two. For app.merge_persons. Raises 55000 when both have money in different currencies.';
