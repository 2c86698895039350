-- table: What was sold in each of the last twelve months
-- By month where the tenant is and by currency, without drafts and what was cancelled.
SELECT to_char(o.ordered_at AT TIME ZONE t.timezone, 'YYYY-MM') AS month, o.currency_code AS currency,
       count(*) AS orders, sum(o.total) AS total, sum(o.total_refunded) AS refunded
FROM orders o CROSS JOIN sys_tenants t
WHERE o.status NOT IN ('draft', 'cancelled')
  AND o.ordered_at >= (SELECT date_trunc('month', max(ordered_at)) - interval '11 months' FROM orders)
GROUP BY 1, 2 ORDER BY 1, 2;
