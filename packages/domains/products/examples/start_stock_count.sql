SELECT w.code, app.start_stock_count(w.id, p_notes => 'The shop window.') IS NOT NULL AS started
FROM warehouse w
WHERE w.status = 'active' AND NOT EXISTS (SELECT FROM stock_count c WHERE c.warehouse_id = w.id AND c.status NOT IN ('completed', 'cancelled'))
ORDER BY w.id LIMIT 1;
