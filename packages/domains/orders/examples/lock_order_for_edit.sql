SELECT o.id AS draft, app.lock_order_for_edit(o.id) IS NOT NULL AS locked
FROM orders o
WHERE o.status = 'draft'
ORDER BY o.id LIMIT 1;
