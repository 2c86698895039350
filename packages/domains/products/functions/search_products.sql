-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.search_products(
  p_text text, p_limit integer DEFAULT 20, p_status text DEFAULT NULL
)
RETURNS TABLE (product_id bigint, sku text, name text, status text, relevance real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_sku text := lower(btrim(left(p_text, 200)));
  v_words tsquery;
  v_query tsquery;
BEGIN
  IF p_status IS NOT NULL THEN
    PERFORM app.require_allowed('product', 'status', p_status);
  END IF;
  IF v_tenant IS NULL OR v_sku IS NULL OR v_sku = '' THEN
    RETURN;
  END IF;
  -- Cut like the column: each word begins one of the product, and all of them are there.
  SELECT string_agg('''' || w.lexeme || ''':*', ' & ')::tsquery INTO v_words
  FROM unnest(to_tsvector('simple', regexp_replace(v_sku, '[[:space:]!-/:-@[-`{-~]+', ' ', 'g'))) w;
  v_query := ('''' || replace(replace('sku ' || v_sku, '\', '\\'), '''', '''''') || ''':*')::tsquery;
  IF v_words IS NOT NULL THEN
    v_query := v_query || v_words;
  END IF;
  -- The tenant is a word of the index, too, so that it reads no entries of others.
  v_query := ('''tenant ' || v_tenant || '''')::tsquery && v_query;

  RETURN QUERY
  WITH found AS (
    SELECT p.id, p.sku, p.name, p.status,
      CASE WHEN lower(p.sku) = v_sku THEN 2
           WHEN starts_with(lower(p.sku), v_sku) THEN 1
           ELSE 0 END + coalesce(ts_rank(p.search_vector, v_words, 32), 0) AS rank
    FROM public.product p
    WHERE p.tenant_id = v_tenant AND p.search_vector @@ v_query AND p.deleted_at IS NULL
      AND (p_status IS NULL OR p.status = p_status)
    UNION ALL
    SELECT p.id, p.sku, p.name, p.status, 2
    FROM public.product_sku k
    JOIN public.product p ON p.tenant_id = v_tenant AND p.id = k.product_id
    WHERE k.tenant_id = v_tenant AND k.sku_key = v_sku AND k.product_variant_id IS NOT NULL
      AND (p_status IS NULL OR p.status = p_status)
  )
  SELECT f.id, f.sku, f.name, f.status, max(f.rank)::real
  FROM found f
  GROUP BY f.id, f.sku, f.name, f.status
  ORDER BY max(f.rank) DESC, f.name, f.id
  LIMIT greatest(least(coalesce(p_limit, 20), 200), 0);
END
$$;

COMMENT ON FUNCTION app.search_products(text, integer, text) IS
  'Products of the current tenant by words of name and description, by the beginning of a SKU, or by the SKU of a variant; each word may be begun only. The best first, 20 when no limit is given, 200 at most; of one status if asked.';
