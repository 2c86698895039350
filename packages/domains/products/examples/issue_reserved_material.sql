SELECT m.sku,
       app.reserve_material(s.material_id, 1, 'example-24', s.warehouse_id, s.material_variant_id) IS NOT NULL AS promised,
       app.issue_reserved_material(s.material_id, 1, 'example-25', s.warehouse_id, s.material_variant_id) IS NOT NULL AS used_up
FROM material_stock s JOIN material m ON m.id = s.material_id
WHERE s.available >= 1
ORDER BY s.id LIMIT 1;
