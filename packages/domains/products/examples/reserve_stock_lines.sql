SELECT cardinality(app.reserve_stock_lines(jsonb_agg(jsonb_build_object(
  'product_id', s.product_id, 'product_variant_id', s.product_variant_id, 'warehouse_id', s.warehouse_id,
  'quantity', 1, 'source_key', format('example-32/%s', s.id)
)))) AS reservations
FROM (SELECT * FROM stock WHERE available > 0 ORDER BY id LIMIT 2) s;
