SELECT o.order_number, o.balance,
       app.record_failed_payment(o.id, o.balance, 'credit_card', 'card_declined', 'example-10') IS NOT NULL AS recorded
FROM orders o
WHERE o.has_open_balance AND o.balance > 0
ORDER BY o.id LIMIT 1;
