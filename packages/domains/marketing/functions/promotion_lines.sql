-- may execute: nobody
CREATE OR REPLACE FUNCTION app.promotion_lines(p_tenant_id bigint, p_promotion_id bigint, p_order_id bigint)
RETURNS TABLE (
  order_item_id bigint, product_id bigint, quantity integer, subtotal numeric, remaining numeric, is_shipping boolean,
  counts_bought boolean, counts_given boolean
)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  -- UNION takes each category once, so that a circle of categories would end as well.
  WITH RECURSIVE listed_categories AS (
    SELECT l.category_id, l.side FROM public.mkt_promotion_categories l
    WHERE l.tenant_id = p_tenant_id AND l.promotion_id = p_promotion_id
    UNION
    SELECT c.id, l.side FROM listed_categories l
    JOIN public.category c ON c.tenant_id = p_tenant_id AND c.parent_id = l.category_id
  ), excluded_categories AS (
    SELECT e.category_id FROM public.mkt_promotion_exclusions e
    WHERE e.tenant_id = p_tenant_id AND e.promotion_id = p_promotion_id AND e.category_id IS NOT NULL
    UNION
    SELECT c.id FROM excluded_categories e
    JOIN public.category c ON c.tenant_id = p_tenant_id AND c.parent_id = e.category_id
  ), lists AS (
    SELECT coalesce(bool_or(l.side IN ('both', 'buy')), false) AS of_bought,
      coalesce(bool_or(l.side IN ('both', 'get')), false) AS of_given
    FROM (
      SELECT p.side FROM public.mkt_promotion_products p
      WHERE p.tenant_id = p_tenant_id AND p.promotion_id = p_promotion_id
      UNION ALL
      SELECT c.side FROM listed_categories c
      UNION ALL
      SELECT a.side FROM public.mkt_promotion_attributes a
      WHERE a.tenant_id = p_tenant_id AND a.promotion_id = p_promotion_id
    ) l
  ), sold AS (
    SELECT DISTINCT i.product_id FROM public.order_items i
    WHERE i.tenant_id = p_tenant_id AND i.order_id = p_order_id AND i.product_id IS NOT NULL
  ), included AS (
    SELECT l.product_id, bool_or(l.side IN ('both', 'buy')) AS bought, bool_or(l.side IN ('both', 'get')) AS given
    FROM (
      SELECT p.product_id, p.side FROM public.mkt_promotion_products p
      WHERE p.tenant_id = p_tenant_id AND p.promotion_id = p_promotion_id
      UNION ALL
      SELECT c.product_id, l.side FROM sold s
      JOIN public.product_category c ON c.tenant_id = p_tenant_id AND c.product_id = s.product_id
      JOIN listed_categories l ON l.category_id = c.category_id
      UNION ALL
      SELECT v.product_id, a.side FROM sold s
      JOIN public.product_attribute_value v ON v.tenant_id = p_tenant_id AND v.product_id = s.product_id
      JOIN public.mkt_promotion_attributes a
        ON a.tenant_id = p_tenant_id AND a.promotion_id = p_promotion_id AND a.attribute_id = v.attribute_id
    ) l
    GROUP BY l.product_id
  ), excluded AS (
    SELECT e.product_id FROM public.mkt_promotion_exclusions e
    WHERE e.tenant_id = p_tenant_id AND e.promotion_id = p_promotion_id AND e.product_id IS NOT NULL
    UNION
    SELECT c.product_id FROM sold s
    JOIN public.product_category c ON c.tenant_id = p_tenant_id AND c.product_id = s.product_id
    JOIN excluded_categories e ON e.category_id = c.category_id
    UNION
    SELECT v.product_id FROM sold s
    JOIN public.product_attribute_value v ON v.tenant_id = p_tenant_id AND v.product_id = s.product_id
    JOIN public.mkt_promotion_exclusions e
      ON e.tenant_id = p_tenant_id AND e.promotion_id = p_promotion_id AND e.attribute_id = v.attribute_id
  )
  SELECT i.id, i.product_id, i.quantity, i.subtotal, i.subtotal - i.discount_amount, s.is_shipping,
    s.is_goods AND (NOT l.of_bought OR coalesce(n.bought, false))
      AND NOT EXISTS (SELECT FROM public.mkt_promotion_free_items f
        JOIN public.mkt_promotions p ON p.tenant_id = f.tenant_id AND p.id = f.promotion_id AND p.type = 'free_item'
        WHERE f.tenant_id = p_tenant_id AND f.promotion_id = p_promotion_id AND f.product_id = i.product_id),
    s.is_goods AND (NOT l.of_given OR coalesce(n.given, false))
  FROM public.order_items i
  CROSS JOIN lists l
  LEFT JOIN included n ON n.product_id = i.product_id
  LEFT JOIN excluded e ON e.product_id = i.product_id
  CROSS JOIN LATERAL (
    SELECT i.product_id IS NULL AND i.properties ->> 'charge' IS NOT NULL AS is_charge,
      i.product_id IS NULL AND i.properties ->> 'charge' IS NOT DISTINCT FROM 'shipping' AS is_shipping
  ) c
  CROSS JOIN LATERAL (SELECT NOT c.is_charge AND e.product_id IS NULL AS is_goods, c.is_shipping AS is_shipping) s
  WHERE i.tenant_id = p_tenant_id AND i.order_id = p_order_id;
END
$$;

COMMENT ON FUNCTION app.promotion_lines(bigint, bigint, bigint) IS
  'The lines of an order as a promotion sees them: whether they count as bought or as given by its lists and exclusions, and what is left of their value after the discounts that they have. For the functions of this domain.';
