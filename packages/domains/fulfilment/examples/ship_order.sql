SELECT c.order_number, app.ship_order(c.id, NULL, NULL, 'example-36', '{"carrier": "dhl", "tracking_number": "00340"}') IS NOT NULL AS shipped
FROM (
  SELECT p.id, p.order_number, app.transition_order(p.id, 'confirmed') AS confirmed
  FROM (
    SELECT o.id, app.place_order(o.id, 'example-36') AS order_number
    FROM orders o
    WHERE o.status = 'draft' AND EXISTS (SELECT FROM order_items i WHERE i.order_id = o.id)
    ORDER BY o.id LIMIT 1
  ) p
) c
WHERE c.confirmed;
