-- columns: Orders by week
-- What was placed in each week, named by its Monday where the tenant is.
WITH placed AS (
  SELECT date_trunc('week', o.ordered_at AT TIME ZONE t.timezone)::date AS week
  FROM orders o CROSS JOIN sys_tenants t
  WHERE o.status <> 'draft'
)
SELECT w.week::text AS label, count(p.week) AS value
FROM (SELECT generate_series(min(week), max(week), interval '1 week')::date AS week FROM placed) w
LEFT JOIN placed p USING (week)
GROUP BY w.week ORDER BY w.week;
