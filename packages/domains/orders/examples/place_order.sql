SELECT o.id AS draft, app.place_order(o.id, 'example-1') AS order_number
FROM orders o
WHERE o.status = 'draft' AND EXISTS (SELECT FROM order_items i WHERE i.order_id = o.id)
ORDER BY o.id LIMIT 1;
