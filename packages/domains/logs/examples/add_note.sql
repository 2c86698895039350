SELECT o.order_number, app.add_note('order', o.id, 'Wants it wrapped.') IS NOT NULL AS noted
FROM orders o
ORDER BY o.id LIMIT 1;
