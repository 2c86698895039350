SELECT c.rma_code, app.refund_case(c.id, 1.00, 'example-34') AS refunded_in_all
FROM order_items_after_sales c
WHERE c.status = 'received' AND c.case_type = 'return' AND c.refunded_amount = 0
ORDER BY c.id LIMIT 1;
