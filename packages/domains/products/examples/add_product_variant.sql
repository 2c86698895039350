SELECT p.sku, app.add_product_variant(p.id, v.options || '{"engraving": "Ada"}') IS NOT NULL AS added
FROM product p JOIN product_variant v ON v.parent_product_id = p.id
WHERE p.deleted_at IS NULL
ORDER BY v.id LIMIT 1;
