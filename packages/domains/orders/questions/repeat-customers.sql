-- columns: Customers by number of orders
-- How often those who ordered have done so; cancelled orders are none.
WITH bought AS (
  SELECT least(count(*), 8) AS orders FROM orders
  WHERE status NOT IN ('draft', 'cancelled') AND customer_id IS NOT NULL
  GROUP BY customer_id
)
SELECT CASE WHEN n.orders = 8 THEN '8+' ELSE n.orders::text END AS label, count(b.orders) AS value
FROM generate_series(1, 8) AS n (orders)
LEFT JOIN bought b USING (orders)
GROUP BY n.orders ORDER BY n.orders;
