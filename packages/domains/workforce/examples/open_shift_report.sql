SELECT s.name AS store, app.open_shift_report(p_store_id => s.id) IS NOT NULL AS opened
FROM sys_stores s
ORDER BY s.id LIMIT 1;
