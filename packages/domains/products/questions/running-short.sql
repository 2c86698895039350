-- table: What runs short
-- Ten products whose free pieces are furthest below the level at which they are to be ordered.
SELECT p.sku, p.name, w.code AS warehouse, s.available AS free, s.inbound AS on_the_way, s.reorder_level AS order_at
FROM stock s
JOIN product p ON p.id = s.product_id
JOIN warehouse w ON w.id = s.warehouse_id
WHERE s.available < s.reorder_level
ORDER BY s.available - s.reorder_level, p.sku, s.id LIMIT 10;
