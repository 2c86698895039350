SELECT k.sku, app.ship_reservation(k.reservation, 'example-30') IS NOT NULL AS left_the_house
FROM (
  SELECT p.sku, app.reserve_stock(s.product_id, 1, 'example-29', s.warehouse_id, s.product_variant_id) AS reservation
  FROM stock s JOIN product p ON p.id = s.product_id
  WHERE s.available > 0
  ORDER BY s.id LIMIT 1
) k;
