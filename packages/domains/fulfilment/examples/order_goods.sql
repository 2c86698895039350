SELECT p.id, app.order_goods(p.id) AS number
FROM purchase_orders p WHERE p.status = 'draft' ORDER BY p.id LIMIT 1;
