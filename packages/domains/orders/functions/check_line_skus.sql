-- may execute: nobody
CREATE OR REPLACE FUNCTION app.check_line_skus() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_wrong record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT a.id, a.sku, k.product_id, k.product_variant_id INTO v_wrong
    FROM added a JOIN public.product_sku k ON k.tenant_id = a.tenant_id AND k.sku_key = lower(btrim(a.sku))
    WHERE a.product_id IS NOT NULL AND (a.product_id <> k.product_id
      OR a.product_variant_id IS DISTINCT FROM k.product_variant_id)
    LIMIT 1;
  ELSE
    SELECT a.id, a.sku, k.product_id, k.product_variant_id INTO v_wrong
    FROM added a
    JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
      AND (a.sku, a.product_id, a.product_variant_id) IS DISTINCT FROM (r.sku, r.product_id, r.product_variant_id)
    JOIN public.product_sku k ON k.tenant_id = a.tenant_id AND k.sku_key = lower(btrim(a.sku))
    WHERE a.product_id IS NOT NULL AND (a.product_id <> k.product_id
      OR a.product_variant_id IS DISTINCT FROM k.product_variant_id)
    LIMIT 1;
  END IF;
  IF FOUND THEN
    RAISE EXCEPTION 'SKU % of line % is that of something else.', v_wrong.sku, v_wrong.id
      USING ERRCODE = 'check_violation', TABLE = 'order_items', CONSTRAINT = 'ck_order_items_sku_product',
      DETAIL = format('It is product %s, variant %s.', v_wrong.product_id, coalesce(v_wrong.product_variant_id::text, 'none')),
      HINT = 'Bring the product and the variant whose SKU it is, or leave product_id empty.';
  END IF;
  RETURN NULL;
END
$$;

-- For everybody else a line is filled from the catalog before it is written.
CREATE OR REPLACE TRIGGER tr_order_items_skus_added AFTER INSERT ON public.order_items
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  WHEN (pg_has_role(current_user, 'erp_service', 'MEMBER')) EXECUTE FUNCTION app.check_line_skus();
CREATE OR REPLACE TRIGGER tr_order_items_skus_changed AFTER UPDATE ON public.order_items
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT
  WHEN (pg_has_role(current_user, 'erp_service', 'MEMBER')) EXECUTE FUNCTION app.check_line_skus();

COMMENT ON FUNCTION app.check_line_skus() IS
  'Trigger: a line that is imported with a SKU of the catalog and a product names the product and the variant that have it; once per statement.';
