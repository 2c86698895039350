SELECT p.sku, s.on_hand AS before,
       app.ship_stock(s.product_id, 1, 'example-31', s.warehouse_id, s.product_variant_id) IS NOT NULL AS left_the_house
FROM stock s JOIN product p ON p.id = s.product_id
WHERE s.available > 0
ORDER BY s.id LIMIT 1;
