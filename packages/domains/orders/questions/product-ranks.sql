-- columns: Pieces sold by rank of the product
-- The product that sold best stands first; what never sold is left out.
SELECT row_number() OVER (ORDER BY sum(i.quantity) DESC, i.product_id)::text AS label, sum(i.quantity) AS value
FROM order_items i
JOIN orders o USING (tenant_id)
WHERE o.id = i.order_id AND o.status NOT IN ('draft', 'cancelled') AND i.product_id IS NOT NULL
GROUP BY i.product_id
ORDER BY value DESC, i.product_id;
