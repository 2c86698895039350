SELECT s.product_id, s.available AS before,
       app.reserve_stock(s.product_id, 1, 'example-5', s.warehouse_id, s.product_variant_id) IS NOT NULL AS kept
FROM stock s
WHERE s.available > 0
ORDER BY s.id LIMIT 1;
