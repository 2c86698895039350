-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_product_ratings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_products bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.product_id) INTO v_tenants, v_products
    FROM (
      SELECT DISTINCT a.tenant_id, a.product_id FROM added a
      WHERE a.status = 'approved' AND a.superseded_at IS NULL
    ) c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(c.tenant_id), array_agg(c.product_id) INTO v_tenants, v_products
    FROM (
      SELECT DISTINCT r.tenant_id, r.product_id FROM removed r
      WHERE r.status = 'approved' AND r.superseded_at IS NULL
    ) c;
  ELSE
    -- What counts before and after, compared: a review that is edited or voted for changes no figure.
    SELECT array_agg(c.tenant_id), array_agg(c.product_id) INTO v_tenants, v_products
    FROM (
      SELECT DISTINCT d.tenant_id, d.product_id
      FROM (
        SELECT a.tenant_id, a.product_id, a.id, a.rating FROM added a
        WHERE a.status = 'approved' AND a.superseded_at IS NULL
        UNION ALL
        SELECT r.tenant_id, r.product_id, r.id, r.rating FROM removed r
        WHERE r.status = 'approved' AND r.superseded_at IS NULL
      ) d
      GROUP BY d.tenant_id, d.product_id, d.id, d.rating HAVING count(*) = 1
    ) c;
  END IF;
  IF v_products IS NULL THEN
    RETURN NULL;
  END IF;

  -- First the locks, in one order for everybody; the figures are then taken by a statement of its own, which sees
  -- what was committed while this one waited.
  PERFORM FROM public.product p
  JOIN unnest(v_tenants, v_products) AS c (tenant_id, product_id) ON p.tenant_id = c.tenant_id AND p.id = c.product_id
  ORDER BY p.tenant_id, p.id FOR NO KEY UPDATE OF p;

  UPDATE public.product p
  SET rating_count = s.rating_count, rating_sum = s.rating_sum
  FROM (
    SELECT c.tenant_id, c.product_id, count(v.id) AS rating_count, coalesce(sum(v.rating), 0) AS rating_sum
    FROM unnest(v_tenants, v_products) AS c (tenant_id, product_id)
    LEFT JOIN public.product_review v ON v.tenant_id = c.tenant_id AND v.product_id = c.product_id
      AND v.status = 'approved' AND v.superseded_at IS NULL
    GROUP BY c.tenant_id, c.product_id
  ) s
  WHERE p.tenant_id = s.tenant_id AND p.id = s.product_id
    AND (p.rating_count, p.rating_sum) IS DISTINCT FROM (s.rating_count, s.rating_sum);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_product_review_ratings_added AFTER INSERT ON public.product_review
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_product_ratings();
CREATE OR REPLACE TRIGGER tr_product_review_ratings_changed AFTER UPDATE ON public.product_review
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_product_ratings();
CREATE OR REPLACE TRIGGER tr_product_review_ratings_removed AFTER DELETE ON public.product_review
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_product_ratings();

COMMENT ON FUNCTION app.refresh_product_ratings() IS
  'Trigger: takes count and sum of the stars of a product from its approved reviews anew, once per statement, whoever wrote them.';
