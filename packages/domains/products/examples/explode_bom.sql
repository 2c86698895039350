SELECT b.level, b.kind, b.sku, b.name, b.quantity
FROM app.explode_bom((SELECT min(set_product_id) FROM product_set_item)) b ORDER BY b.path;
