SELECT i.id AS line, i.product_name, app.open_case(i.id, 'return', 1, 'example-8', 'Too small.') IS NOT NULL AS opened
FROM order_items i
JOIN orders o ON o.id = i.order_id
WHERE o.status IN ('delivered', 'completed') AND i.delivered_quantity > i.returned_quantity
  AND NOT EXISTS (SELECT FROM order_items_after_sales c WHERE c.order_item_id = i.id)
ORDER BY i.id LIMIT 1;
