-- may execute: nobody
CREATE OR REPLACE FUNCTION app.register_product_skus() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM FROM added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
    WHERE (lower(a.sku), a.deleted_at IS NULL) IS DISTINCT FROM (lower(r.sku), r.deleted_at IS NULL);
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;

    -- First all that go, so that products can exchange their SKUs in one statement.
    DELETE FROM public.product_sku k
    USING added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
    WHERE k.tenant_id = a.tenant_id AND k.product_id = a.id
      AND (k.product_variant_id IS NULL AND lower(a.sku) IS DISTINCT FROM lower(r.sku) OR a.deleted_at IS NOT NULL);

    INSERT INTO public.product_sku (tenant_id, sku_key, product_id, product_variant_id)
    SELECT n.tenant_id, n.sku_key, n.product_id, n.product_variant_id
    FROM (
      SELECT a.tenant_id, lower(a.sku) AS sku_key, a.id AS product_id, NULL::bigint AS product_variant_id
      FROM added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
      WHERE a.deleted_at IS NULL
        AND (lower(a.sku) IS DISTINCT FROM lower(r.sku) OR r.deleted_at IS NOT NULL)
      UNION ALL
      SELECT v.tenant_id, lower(v.variant_sku), v.parent_product_id, v.id
      FROM added a
      JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id AND r.deleted_at IS NOT NULL
      JOIN public.product_variant v ON v.tenant_id = a.tenant_id AND v.parent_product_id = a.id
      WHERE a.deleted_at IS NULL AND v.deleted_at IS NULL
    ) n
    ORDER BY n.tenant_id, n.sku_key;
  ELSE
    -- In one order for everybody, so that two loads that collide wait instead of blocking each other.
    INSERT INTO public.product_sku (tenant_id, sku_key, product_id)
    SELECT a.tenant_id, lower(a.sku), a.id FROM added a WHERE a.deleted_at IS NULL
    ORDER BY a.tenant_id, lower(a.sku);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_product_skus_added AFTER INSERT ON public.product
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.register_product_skus();
CREATE OR REPLACE TRIGGER tr_product_skus_changed AFTER UPDATE ON public.product
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.register_product_skus();

COMMENT ON FUNCTION app.register_product_skus() IS
  'Trigger: keeps the register of SKUs equal to the living products, once per statement; 23505 when another product or variant has the SKU. Removed products take their entries along.';
