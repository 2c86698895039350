CREATE OR REPLACE FUNCTION app.release_abandoned_redemptions(
  p_older_than interval, p_tenant_id bigint DEFAULT NULL, p_limit integer DEFAULT 1000
) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_order record;
  v_released integer := 0;
BEGIN
  FOR v_order IN
    SELECT o.tenant_id, o.id, o.customer_id, c.personal_key_id FROM public.orders o
    LEFT JOIN public.crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id
    WHERE o.tenant_id = coalesce(p_tenant_id, o.tenant_id) AND o.status = 'draft' AND o.deleted_at IS NULL
      AND o.updated_at < now() - p_older_than
      AND EXISTS (SELECT FROM public.mkt_promotion_redemptions r
        WHERE r.tenant_id = o.tenant_id AND r.order_id = o.id AND r.released_at IS NULL)
    ORDER BY o.tenant_id, o.id LIMIT p_limit
  LOOP
    -- Person, customer, order, as everywhere; drafts that somebody is working on are left to the next run.
    IF v_order.customer_id IS NOT NULL THEN
      PERFORM FROM public.crm_personal_keys k
      WHERE k.tenant_id = v_order.tenant_id AND k.id = v_order.personal_key_id FOR KEY SHARE SKIP LOCKED;
      CONTINUE WHEN NOT FOUND;
      PERFORM FROM public.crm_customers c
      WHERE c.tenant_id = v_order.tenant_id AND c.id = v_order.customer_id FOR NO KEY UPDATE SKIP LOCKED;
      CONTINUE WHEN NOT FOUND;
    END IF;
    PERFORM FROM public.orders o
    WHERE o.tenant_id = v_order.tenant_id AND o.id = v_order.id AND o.status = 'draft' AND o.deleted_at IS NULL
      AND o.customer_id IS NOT DISTINCT FROM v_order.customer_id AND o.updated_at < now() - p_older_than
    FOR NO KEY UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    v_released := v_released + app.give_back_redemptions(v_order.tenant_id, v_order.id, NULL, 'abandoned');
  END LOOP;
  RETURN v_released;
END
$$;

ALTER FUNCTION app.release_abandoned_redemptions(interval, bigint, integer) OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.release_abandoned_redemptions(interval, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION app.release_abandoned_redemptions(interval, bigint, integer) TO erp_service;

COMMENT ON FUNCTION app.release_abandoned_redemptions(interval, bigint, integer) IS
  'Gives back what drafts hold that nobody has touched for so long, of one tenant or of all, at most so many drafts at a time. For a job. Returns how many uses are free again.';
