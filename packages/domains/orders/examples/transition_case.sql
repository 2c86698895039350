SELECT i.product_name,
       app.transition_case(app.open_case(i.id, 'return', 1, 'example-33', 'Too small.'), 'approved', 'Of course.') AS moved
FROM order_items i
JOIN orders o ON o.id = i.order_id
WHERE o.status IN ('delivered', 'completed') AND i.delivered_quantity > i.returned_quantity
  AND NOT EXISTS (SELECT FROM order_items_after_sales c WHERE c.order_item_id = i.id)
ORDER BY i.id LIMIT 1;
