-- table: Who has bought the most
-- Ten customers by what they have paid over all their orders.
SELECT p.display_name AS customer, c.customer_rank AS rank, c.paid_orders_count AS orders,
       c.lifetime_value AS paid, c.currency_code AS currency,
       to_char(c.last_order_at AT TIME ZONE t.timezone, 'YYYY-MM-DD') AS last_order
FROM crm_customers c CROSS JOIN sys_tenants t
JOIN crm_personal_profile p USING (tenant_id, personal_key_id)
ORDER BY c.lifetime_value DESC, c.id LIMIT 10;
