SELECT s.product_id, s.on_hand AS before,
       app.receive_stock(s.product_id, 5, 'example-6', s.warehouse_id, s.product_variant_id, 10.00) IS NOT NULL AS received
FROM stock s
ORDER BY s.id LIMIT 1;
