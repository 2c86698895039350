SELECT p.sku, app.stock_policy(p.id) AS policy FROM product p ORDER BY p.id LIMIT 3;
