-- columns: Orders by weekday
-- The day of the week on which they were placed, where the tenant is.
SELECT d.name AS label, count(o.id) AS value
FROM unnest(ARRAY['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']) WITH ORDINALITY AS d (name, number)
LEFT JOIN (orders o CROSS JOIN sys_tenants t)
  ON o.status <> 'draft' AND extract(isodow FROM o.ordered_at AT TIME ZONE t.timezone) = d.number
GROUP BY d.name, d.number ORDER BY d.number;
