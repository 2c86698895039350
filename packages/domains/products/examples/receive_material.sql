SELECT m.sku, s.on_hand AS before,
       app.receive_material(s.material_id, 10, 'example-26', s.warehouse_id, s.material_variant_id) IS NOT NULL AS booked
FROM material_stock s JOIN material m ON m.id = s.material_id
ORDER BY s.id LIMIT 1;
