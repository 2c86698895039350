SELECT p.sku, p.retail_price, coalesce(l.override_price, p.sale_price, p.retail_price) AS on_the_label
FROM product p LEFT JOIN LATERAL app.promotional_price(p.id, p.currency_code) l ON true
ORDER BY p.id LIMIT 3;
