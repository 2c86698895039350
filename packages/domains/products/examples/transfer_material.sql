SELECT m.sku, a.code AS from_warehouse, b.code AS to_warehouse,
       app.transfer_material(s.material_id, 1, a.id, b.id, 'example-27', s.material_variant_id, 'For the workshop.') IS NOT NULL AS moved
FROM material_stock s
JOIN material m ON m.id = s.material_id
JOIN warehouse a ON a.id = s.warehouse_id
JOIN warehouse b ON b.id <> a.id AND b.status = 'active'
WHERE s.available >= 1 AND a.status = 'active'
ORDER BY s.id, b.id LIMIT 1;
