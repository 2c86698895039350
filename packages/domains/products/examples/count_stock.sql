SELECT p.sku, app.count_stock(c.id, p.id, 3) AS more_than_in_the_books
FROM (
  SELECT app.start_stock_count(w.id) AS id, w.id AS warehouse_id FROM warehouse w
  WHERE w.status = 'active' AND NOT EXISTS (SELECT FROM stock_count c WHERE c.warehouse_id = w.id AND c.status NOT IN ('completed', 'cancelled'))
  ORDER BY w.id LIMIT 1
) c
JOIN stock s ON s.warehouse_id = c.warehouse_id AND s.product_variant_id IS NULL
JOIN product p ON p.id = s.product_id
ORDER BY s.id LIMIT 1;
