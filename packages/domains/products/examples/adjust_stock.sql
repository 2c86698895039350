SELECT s.product_id, s.on_hand AS before,
  app.adjust_stock(s.product_id, -1, 'Broken in the shop window.', 'example-3', s.warehouse_id, s.product_variant_id) IS NOT NULL AS booked
FROM app.stock_levels() s WHERE s.on_hand > s.reserved ORDER BY s.stock_id LIMIT 1;
