-- bars: Stock by category
-- Pieces that nobody has reserved, in all warehouses; the ten categories with most of them.
SELECT c.name AS label, sum(s.available) AS value
FROM stock s
JOIN product_category pc ON pc.product_id = s.product_id
JOIN category c ON c.id = pc.category_id
GROUP BY c.id, c.name ORDER BY value DESC, c.id LIMIT 10;
