-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.create_product(
  p_sku text, p_name text, p_currency_code text, p_details jsonb DEFAULT '{}', p_variants jsonb DEFAULT '[]'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_sku text := btrim(p_sku);
  v_known public.product;
  v_product bigint;
BEGIN
  PERFORM app.require_permission('products.write');
  PERFORM app.require_record('details of a product', p_details, 'product_type text', 'status text', 'retail_price numeric(14,4)',
    'sale_price numeric(14,4)', 'tax_class text', 'description text', 'is_pre_order boolean', 'categories bigint[]',
    'tags text[]', 'items object[]');
  PERFORM app.require_recordset('items of a set', app.json_list(p_details -> 'items'), 'product_id bigint NOT NULL', 'quantity integer'),
    app.require_recordset('variants of a product', p_variants, 'options object', 'sku text',
      'retail_price numeric(14,4)', 'sale_price numeric(14,4)');
  PERFORM app.require_codes('product', p_details);
  PERFORM app.require_code('tax class', p_details ->> 'tax_class');
  IF (
    CASE WHEN p_details ->> 'product_type' IS DISTINCT FROM 'set' THEN app.json_list(p_details -> 'items') <> '[]'
    ELSE app.json_list(p_details -> 'items') = '[]' AND p_details ->> 'status' IN ('publish', 'updated') END
  ) THEN
    RAISE EXCEPTION 'A set that is sold has items, and nothing else has any.'
      USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is a %s product with items %s.',
        coalesce(p_details ->> 'product_type', 'standard'), coalesce(p_details ->> 'items', 'none')),
      HINT = 'For example: {"product_type": "set", "items": [{"product_id": 1, "quantity": 2}]}; a set without is a draft.';
  END IF;
  IF char_length(v_sku) BETWEEN 1 AND 100 IS NOT TRUE THEN
    RAISE EXCEPTION 'A product has a SKU of 1 to 100 characters.' USING ERRCODE = 'invalid_parameter_value';
  END IF;

  -- Sessions that make the same product wait for each other; whoever comes second finds it.
  PERFORM pg_advisory_xact_lock(hashtextextended('product_sku ' || v_tenant || ' ' || lower(v_sku), 0));
  SELECT p.* INTO v_known
  FROM public.product_sku k JOIN public.product p ON p.tenant_id = v_tenant AND p.id = k.product_id
  WHERE k.tenant_id = v_tenant AND k.sku_key = lower(v_sku);
  IF FOUND THEN
    IF lower(v_known.sku) <> lower(v_sku) OR v_known.name IS DISTINCT FROM p_name THEN
      RAISE EXCEPTION 'The SKU % is taken.', v_sku
        USING ERRCODE = 'unique_violation', DETAIL = format('It is that of product %s, "%s".', v_known.id, v_known.name),
        HINT = 'Give a SKU of its own; a further variant comes by app.add_product_variant.';
    END IF;
    RETURN v_known.id;
  END IF;

  INSERT INTO public.product AS p (
    tenant_id, sku, name, currency_code, product_type, status, retail_price, sale_price, tax_class, description, is_pre_order,
    created_by, updated_by
  )
  SELECT v_tenant, v_sku, p_name, p_currency_code, coalesce(d.product_type, 'standard'), coalesce(d.status, 'draft'),
    coalesce(d.retail_price, 0), d.sale_price, d.tax_class, d.description, coalesce(d.is_pre_order, false),
    app.current_user_id(), app.current_user_id()
  FROM jsonb_to_record(p_details) AS d (
    product_type text, status text, retail_price numeric, sale_price numeric, tax_class text, description text,
    is_pre_order boolean
  )
  -- What a session of an older snapshot cannot see is answered with 40001 here, and not with the SKU of the index.
  ON CONFLICT DO NOTHING
  RETURNING p.id INTO v_product;
  IF v_product IS NULL THEN
    RAISE EXCEPTION 'The SKU % is taken.', v_sku
      USING ERRCODE = 'unique_violation', HINT = 'Give a SKU of its own; a further variant comes by app.add_product_variant.';
  END IF;
  PERFORM app.add_product_variant(v_product, v.options, v.sku, v.retail_price, v.sale_price)
  FROM ROWS FROM (jsonb_to_recordset(p_variants) AS (options jsonb, sku text, retail_price numeric, sale_price numeric))
    WITH ORDINALITY AS v (options, sku, retail_price, sale_price, place)
  ORDER BY v.place;
  INSERT INTO public.product_category (tenant_id, product_id, category_id)
  SELECT DISTINCT v_tenant, v_product, c.id::bigint
  FROM jsonb_array_elements_text(app.json_list(p_details -> 'categories')) AS c (id);
  INSERT INTO public.product_tag (tenant_id, product_id, tag_name)
  SELECT DISTINCT v_tenant, v_product, lower(btrim(t.name))
  FROM jsonb_array_elements_text(app.json_list(p_details -> 'tags')) AS t (name);
  INSERT INTO public.product_set_item (tenant_id, set_product_id, item_product_id, quantity, sort_order)
  SELECT v_tenant, v_product, (i.item ->> 'product_id')::bigint, coalesce((i.item ->> 'quantity')::integer, 1), i.place::integer - 1
  FROM jsonb_array_elements(app.json_list(p_details -> 'items')) WITH ORDINALITY AS i (item, place);
  RETURN v_product;
END
$$;

COMMENT ON FUNCTION app.create_product(text, text, text, jsonb, jsonb) IS
  'Adds a product with its variants and returns it; the same SKU and name again returns the one that is there, as it is. Variants: options ({"Size": "54"}), sku (made of the options unless it is said), retail_price, sale_price. Details: product_type, status (draft unless it is said), retail_price and sale_price (net), tax_class, description, is_pre_order, categories (ids), tags, items of a set ([{"product_id", "quantity"}]). Needs products.write. Raises 22023, 23503 for what is not there, 23505 when the SKU is another one''s or two variants are the same.';
