-- columns: Orders by hour
-- The hour of the day at which they were placed, where the tenant is.
SELECT h.hour::text AS label, count(o.id) AS value
FROM generate_series(0, 23) AS h (hour)
LEFT JOIN (orders o CROSS JOIN sys_tenants t)
  ON o.status <> 'draft' AND extract(hour FROM o.ordered_at AT TIME ZONE t.timezone) = h.hour
GROUP BY h.hour ORDER BY h.hour;
