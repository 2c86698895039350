SELECT i.product_name,
       app.receive_return(app.open_case(i.id, 'return', 1, 'example-37', 'Too small.'), 1, 'restock', 'example-37') IS NOT NULL AS received
FROM order_items i
JOIN orders o ON o.id = i.order_id
WHERE o.status IN ('delivered', 'completed') AND i.supply = 'stock' AND i.delivered_quantity > i.returned_quantity
  AND NOT EXISTS (SELECT FROM order_items_after_sales c WHERE c.order_item_id = i.id)
ORDER BY i.id LIMIT 1;
