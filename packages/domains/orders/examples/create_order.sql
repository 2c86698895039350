SELECT app.create_order(
  (SELECT min(c.id) FROM crm_customers c),
  (SELECT o.currency_code FROM orders o ORDER BY o.id LIMIT 1),
  '[{"product_name": "Engraving", "unit_price": 12.50, "quantity": 2}]'
) IS NOT NULL AS drafted;
