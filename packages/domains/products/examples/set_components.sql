SELECT p.sku, c.product_id, c.quantity
FROM product p CROSS JOIN app.set_components(p.id) c
ORDER BY p.id, c.product_id LIMIT 5;
