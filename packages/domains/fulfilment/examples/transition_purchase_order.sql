SELECT p.id, p.status AS before, app.transition_purchase_order(p.id, 'cancelled') AS moved
FROM purchase_orders p WHERE p.status = 'draft' ORDER BY p.id LIMIT 1;
