SELECT f.product_id, f.sku, f.name, f.status
FROM app.search_products('ring', 5) f ORDER BY f.product_id;
