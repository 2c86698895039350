SELECT p.order_id, p.amount, app.refund_payment(p.id, 1.00, 'The box was scratched.', 'example-9') IS NOT NULL AS refunded
FROM order_payments p
JOIN orders o ON o.id = p.order_id
WHERE p.status = 'paid' AND p.amount > 1 AND o.total_refunded = 0 AND o.status = 'completed'
ORDER BY p.id LIMIT 1;
