-- columns: Orders by value
-- The total of an order in the tenant's currency: from the first number to below the second.
WITH bounds AS (
  SELECT step * 10.0 ^ power AS low, lead(step * 10.0 ^ power) OVER (ORDER BY power, step) AS high
  FROM generate_series(0, 8) AS power CROSS JOIN unnest(ARRAY[1, 2, 5]) AS step
), counted AS (
  SELECT b.low, b.high, count(o.id) AS orders
  FROM bounds b
  LEFT JOIN orders o ON o.status NOT IN ('draft', 'cancelled') AND o.total >= b.low AND o.total < b.high
  GROUP BY b.low, b.high
)
SELECT trim_scale(low) || '–' || trim_scale(high) AS label, orders AS value
FROM counted c
WHERE c.low BETWEEN (SELECT min(low) FROM counted WHERE orders > 0) AND (SELECT max(low) FROM counted WHERE orders > 0)
ORDER BY c.low;
