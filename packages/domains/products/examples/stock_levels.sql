SELECT s.product_id, s.warehouse_id, s.on_hand, s.reserved
FROM app.stock_levels() s ORDER BY s.stock_id LIMIT 5;
