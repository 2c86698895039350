SELECT v.code, app.create_purchase_order(v.id, v.currency_code,
    jsonb_build_array(jsonb_build_object('sku', p.sku, 'quantity', 10, 'unit_cost', 5)), 'example-13') IS NOT NULL AS made
FROM vendors v CROSS JOIN product p
WHERE v.currency_code = p.currency_code AND p.deleted_at IS NULL
ORDER BY v.id, p.id LIMIT 1;
