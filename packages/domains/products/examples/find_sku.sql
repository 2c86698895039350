SELECT f.product_id, f.product_variant_id, f.sku, f.name
FROM app.find_sku((SELECT variant_sku FROM product_variant ORDER BY id LIMIT 1)) f;
