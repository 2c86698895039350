SELECT s.name AS store, app.close_shift_report(app.open_shift_report(p_store_id => s.id), '{"orders_count": 12, "summary": "A quiet day."}') AS closed
FROM sys_stores s
ORDER BY s.id LIMIT 1;
