SELECT w.code, app.close_stock_count(c.id) AS differences
FROM stock_count c JOIN warehouse w ON w.id = c.warehouse_id
WHERE c.status = 'completed'
ORDER BY c.id LIMIT 1;
