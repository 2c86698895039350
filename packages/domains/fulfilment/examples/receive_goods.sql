SELECT p.order_number, app.receive_goods(p.id, NULL, 'example-16') IS NOT NULL AS received
FROM purchase_orders p
WHERE p.status = 'ordered'
ORDER BY p.id LIMIT 1;
