SELECT f.product_id, f.sku, f.name, f.status
FROM app.search_products((SELECT name FROM product WHERE status = 'publish' ORDER BY id LIMIT 1), 5) f
ORDER BY f.product_id;
