SELECT o.order_number, app.transition_order(o.id, 'confirmed', 'The customer called.') AS moved
FROM orders o WHERE o.status = 'pending' ORDER BY o.id LIMIT 1;
