SELECT k.sku, app.release_stock(k.reservation, 'Changed her mind.') AS released
FROM (
  SELECT p.sku, app.reserve_stock(s.product_id, 1, 'example-28', s.warehouse_id, s.product_variant_id) AS reservation
  FROM stock s JOIN product p ON p.id = s.product_id
  WHERE s.available > 0
  ORDER BY s.id LIMIT 1
) k;
