SELECT o.order_number, o.balance AS open,
  app.record_payment(o.id, o.balance, 'bank_transfer', 'example-2') IS NOT NULL AS recorded
FROM orders o WHERE o.status IN ('pending', 'confirmed') AND o.balance > 0 ORDER BY o.id LIMIT 1;
