SELECT o.order_number, o.balance,
       app.schedule_payment(o.id, o.balance, current_date + 30, 'bank_transfer', 'example-12') IS NOT NULL AS scheduled
FROM orders o
WHERE o.has_open_balance AND o.balance > 0
ORDER BY o.id LIMIT 1;
