SELECT p.sku, app.change_purchase_order(
    app.create_purchase_order(v.id, v.currency_code, l.lines, 'example-35'), l.lines || l.lines, '{"notes": "Two boxes."}'
  ) AS lines
FROM vendors v CROSS JOIN product p
CROSS JOIN LATERAL jsonb_build_array(jsonb_build_object('sku', p.sku, 'quantity', 10, 'unit_cost', 5)) AS l (lines)
WHERE v.currency_code = p.currency_code AND p.deleted_at IS NULL
ORDER BY v.id, p.id LIMIT 1;
