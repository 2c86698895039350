-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_order(
  p_customer_id bigint, p_currency_code text, p_lines jsonb DEFAULT '[]', p_details jsonb DEFAULT '{}'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_user bigint := app.current_user_id();
  v_order_id bigint;
BEGIN
  PERFORM app.require_permission('orders.write');
  PERFORM app.require_record('details of an order', coalesce(p_details, '{}'), 'store_id bigint', 'channel_platform_page_id bigint',
    'source_platform text', 'external_order_id text', 'shipping_address_id bigint', 'billing_address_id bigint',
    'customer_notes text', 'ordered_at timestamptz');
  PERFORM app.require_recordset('lines of an order', p_lines, 'product_id bigint', 'variant_id bigint', 'line_item_id text',
    'product_name text', 'sku text', 'quantity integer', 'unit_price numeric(14,4)', 'discount_amount numeric(14,2)',
    'tax_class text', 'tax_rate numeric(7,4)', 'properties object');
  PERFORM app.lock_customer(v_tenant, p_customer_id);

  INSERT INTO public.orders (
    tenant_id, customer_id, currency_code, store_id, channel_platform_page_id, source_platform, external_order_id,
    shipping_address_id, billing_address_id, customer_notes, ordered_at, created_by, updated_by
  )
  SELECT v_tenant, p_customer_id, p_currency_code, d.store_id, d.channel_platform_page_id, d.source_platform,
    d.external_order_id, d.shipping_address_id, coalesce(d.billing_address_id, d.shipping_address_id),
    d.customer_notes, coalesce(d.ordered_at, now()), v_user, v_user
  FROM jsonb_to_record(p_details) AS d (
    store_id bigint, channel_platform_page_id bigint, source_platform text, external_order_id text,
    shipping_address_id bigint, billing_address_id bigint, customer_notes text, ordered_at timestamptz
  )
  ON CONFLICT DO NOTHING
  RETURNING id INTO v_order_id;
  IF v_order_id IS NULL THEN
    RAISE EXCEPTION 'Order % of % has been taken in.', p_details ->> 'external_order_id', p_details ->> 'source_platform'
      USING ERRCODE = 'unique_violation', CONSTRAINT = 'uq_orders_external_order_id', DETAIL = format('It is order %s.', (
        SELECT o.id FROM public.orders o
        WHERE o.tenant_id = v_tenant AND o.source_platform = p_details ->> 'source_platform'
          AND o.external_order_id = p_details ->> 'external_order_id' AND o.deleted_at IS NULL)),
      HINT = 'Look for external_order_id in orders before an order is written a second time.';
  END IF;

  -- What a line does not say, the catalog says: see the trigger app.price_order_line.
  INSERT INTO public.order_items (
    tenant_id, order_id, product_id, product_variant_id, line_item_id, product_name, sku, quantity, unit_price,
    discount_amount, tax_class, tax_rate, properties, created_by, updated_by
  )
  SELECT v_tenant, v_order_id, l.product_id, l.variant_id, l.line_item_id, l.product_name, l.sku, coalesce(l.quantity, 1),
    l.unit_price, coalesce(l.discount_amount, 0), l.tax_class, coalesce(l.tax_rate, 0), coalesce(l.properties, '{}'),
    v_user, v_user
  FROM ROWS FROM (jsonb_to_recordset(p_lines) AS (
    product_id bigint, variant_id bigint, line_item_id text, product_name text, sku text, quantity integer,
    unit_price numeric, discount_amount numeric, tax_class text, tax_rate numeric, properties jsonb
  )) WITH ORDINALITY AS l (
    product_id, variant_id, line_item_id, product_name, sku, quantity, unit_price, discount_amount, tax_class, tax_rate,
    properties, place
  )
  ORDER BY l.place;

  RETURN v_order_id;
END
$$;

COMMENT ON FUNCTION app.create_order(bigint, text, jsonb, jsonb) IS
  'Writes a draft and returns its id; p_customer_id is NULL for somebody unknown. Lines sell something of the catalog: sku, or product_id and variant_id, with quantity; name, tax class and the price of the day come from there, promotional prices included. A unit_price, product_name, tax_class or discount_amount of one''s own needs orders.price. Lines without SKU and product are free: product_name, unit_price (net). Where known: tax_rate (percent), line_item_id, properties. Details: shipping_address_id, billing_address_id (the former when empty), store_id, channel_platform_page_id, source_platform, external_order_id, customer_notes, ordered_at. A second call is a second one. Needs orders.write. Raises P0002 for what is not in the catalog, 23505 for an outside order that was taken in before, 23514 where SKU and product disagree, 54000 for more than 1,000 lines, 22023 for a price or discount with more decimals than are kept.';
