-- may execute: erp_service
CREATE OR REPLACE FUNCTION app.release_abandoned_redemptions(
  p_older_than interval, p_tenant_id bigint DEFAULT NULL, p_limit integer DEFAULT 1000
) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_ids bigint[];
  v_persons bigint[];
  v_person_tenants bigint[];
  v_customers bigint[];
  v_customer_tenants bigint[];
  v_order record;
  v_released integer := 0;
BEGIN
  SELECT array_agg(d.tenant_id), array_agg(d.id) INTO v_tenants, v_ids FROM (
    SELECT o.tenant_id, o.id FROM public.orders o
    WHERE o.tenant_id = coalesce(p_tenant_id, o.tenant_id) AND o.status = 'draft' AND o.deleted_at IS NULL
      AND o.updated_at < now() - p_older_than
      AND EXISTS (SELECT FROM public.mkt_promotion_redemptions r
        WHERE r.tenant_id = o.tenant_id AND r.order_id = o.id AND r.released_at IS NULL)
    ORDER BY o.tenant_id, o.id LIMIT p_limit
  ) d;

  -- All locks before the work, in the order of docs/locks.md: persons, customers, orders, promotions, codes. Drafts
  -- that somebody is working on are left to the next run.
  SELECT array_agg(l.tenant_id), array_agg(l.id) INTO v_person_tenants, v_persons FROM (
    SELECT k.tenant_id, k.id FROM public.crm_personal_keys k
    WHERE (k.tenant_id, k.id) IN (
      SELECT c.tenant_id, c.personal_key_id FROM unnest(v_tenants, v_ids) AS u (tenant_id, id)
      JOIN public.orders o ON o.tenant_id = u.tenant_id AND o.id = u.id
      JOIN public.crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id)
    ORDER BY k.tenant_id, k.id FOR KEY SHARE SKIP LOCKED
  ) l;
  SELECT array_agg(l.tenant_id), array_agg(l.id) INTO v_customer_tenants, v_customers FROM (
    SELECT c.tenant_id, c.id FROM public.crm_customers c
    WHERE (c.tenant_id, c.personal_key_id) IN (SELECT * FROM unnest(v_person_tenants, v_persons))
      AND (c.tenant_id, c.id) IN (
        SELECT o.tenant_id, o.customer_id FROM unnest(v_tenants, v_ids) AS u (tenant_id, id)
        JOIN public.orders o ON o.tenant_id = u.tenant_id AND o.id = u.id)
    ORDER BY c.tenant_id, c.id FOR NO KEY UPDATE SKIP LOCKED
  ) l;
  SELECT array_agg(l.tenant_id), array_agg(l.id) INTO v_tenants, v_ids FROM (
    SELECT o.tenant_id, o.id FROM public.orders o
    WHERE (o.tenant_id, o.id) IN (SELECT * FROM unnest(v_tenants, v_ids))
      AND (o.customer_id IS NULL
        OR (o.tenant_id, o.customer_id) IN (SELECT * FROM unnest(v_customer_tenants, v_customers)))
      AND o.status = 'draft' AND o.deleted_at IS NULL AND o.updated_at < now() - p_older_than
    ORDER BY o.tenant_id, o.id FOR NO KEY UPDATE SKIP LOCKED
  ) l;
  PERFORM FROM public.mkt_promotions p
  WHERE (p.tenant_id, p.id) IN (
    SELECT r.tenant_id, r.promotion_id FROM unnest(v_tenants, v_ids) AS u (tenant_id, id)
    JOIN public.mkt_promotion_redemptions r ON r.tenant_id = u.tenant_id AND r.order_id = u.id AND r.released_at IS NULL)
  ORDER BY p.tenant_id, p.id FOR NO KEY UPDATE;
  PERFORM FROM public.mkt_promotion_codes c
  WHERE (c.tenant_id, c.id) IN (
    SELECT r.tenant_id, r.code_id FROM unnest(v_tenants, v_ids) AS u (tenant_id, id)
    JOIN public.mkt_promotion_redemptions r ON r.tenant_id = u.tenant_id AND r.order_id = u.id AND r.released_at IS NULL)
  ORDER BY c.tenant_id, c.id FOR NO KEY UPDATE;
  PERFORM FROM public.mkt_promotion_redemptions r
  WHERE (r.tenant_id, r.order_id) IN (SELECT * FROM unnest(v_tenants, v_ids)) AND r.released_at IS NULL
  ORDER BY r.tenant_id, r.id FOR NO KEY UPDATE;

  FOR v_order IN
    SELECT u.tenant_id, u.id FROM unnest(v_tenants, v_ids) AS u (tenant_id, id) ORDER BY u.tenant_id, u.id
  LOOP
    v_released := v_released + app.give_back_redemptions(v_order.tenant_id, v_order.id, NULL, 'abandoned');
  END LOOP;
  RETURN v_released;
END
$$;

COMMENT ON FUNCTION app.release_abandoned_redemptions(interval, bigint, integer) IS
  'Gives back what drafts hold that nobody has touched for so long, of one tenant or of all, at most so many drafts at a time. For a job. Returns how many uses are free again.';
