SELECT s.product_id, a.code AS from_warehouse, b.code AS to_warehouse,
       app.transfer_stock(s.product_id, 1, a.id, b.id, 'example-7', s.product_variant_id, 'For the window.') IS NOT NULL AS moved
FROM stock s
JOIN warehouse a ON a.id = s.warehouse_id
JOIN warehouse b ON b.id <> a.id AND b.status = 'active' AND b.currency_code = a.currency_code
WHERE s.available > 0 AND a.status = 'active'
ORDER BY s.id, b.id LIMIT 1;
