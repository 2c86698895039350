SELECT m.sku, s.available AS before, app.issue_material(s.material_id, 1, 'example-20', s.warehouse_id, s.material_variant_id) IS NOT NULL AS booked
FROM material_stock s JOIN material m ON m.id = s.material_id
WHERE s.available >= 1
ORDER BY s.id LIMIT 1;
