SELECT p.sku, c.unit_cost, c.currency_code, c.is_complete
FROM product p CROSS JOIN app.roll_up_cost(p.id) c
WHERE c.unit_cost IS NOT NULL
ORDER BY p.id LIMIT 3;
