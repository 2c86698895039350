-- may execute: nobody
CREATE OR REPLACE FUNCTION app.register_variant_skus() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_found text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM FROM added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
    WHERE (lower(a.variant_sku), a.parent_product_id, a.deleted_at IS NULL)
      IS DISTINCT FROM (lower(r.variant_sku), r.parent_product_id, r.deleted_at IS NULL);
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
    DELETE FROM public.product_sku k USING removed r
    WHERE k.tenant_id = r.tenant_id AND k.product_id = r.parent_product_id AND k.product_variant_id = r.id;
  END IF;

  -- A product that is being deleted or restored meanwhile is waited for: whether it lives decides.
  PERFORM FROM public.product p
  WHERE (p.tenant_id, p.id) IN (SELECT a.tenant_id, a.parent_product_id FROM added a)
  ORDER BY p.tenant_id, p.id FOR SHARE;

  SELECT format('%s pieces of product %s lie in stock', s.on_hand, s.product_id) INTO v_found
  FROM public.stock s
  WHERE (s.tenant_id, s.product_id) IN (SELECT a.tenant_id, a.parent_product_id FROM added a WHERE a.deleted_at IS NULL)
    AND s.product_variant_id IS NULL AND s.on_hand <> 0
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'What lies in stock without a variant gets none.'
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = v_found || ' and would be of no variant.',
      HINT = 'Book them out with app.adjust_stock, add the variants, and book them in again by variant.';
  END IF;

  INSERT INTO public.product_sku (tenant_id, sku_key, product_id, product_variant_id)
  SELECT a.tenant_id, lower(a.variant_sku), a.parent_product_id, a.id
  FROM added a JOIN public.product p ON p.tenant_id = a.tenant_id AND p.id = a.parent_product_id
  WHERE a.deleted_at IS NULL AND p.deleted_at IS NULL
  ORDER BY a.tenant_id, lower(a.variant_sku);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_product_variant_skus_added AFTER INSERT ON public.product_variant
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.register_variant_skus();
CREATE OR REPLACE TRIGGER tr_product_variant_skus_changed AFTER UPDATE ON public.product_variant
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.register_variant_skus();

COMMENT ON FUNCTION app.register_variant_skus() IS
  'Trigger: keeps the register of SKUs equal to the living variants of living products, once per statement; 23505 when another product or variant has the SKU.';
