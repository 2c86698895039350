SELECT w.code, app.cancel_stock_count(c.id) AS given_up
FROM stock_count c JOIN warehouse w ON w.id = c.warehouse_id
WHERE c.status = 'in_progress'
ORDER BY c.id LIMIT 1;
