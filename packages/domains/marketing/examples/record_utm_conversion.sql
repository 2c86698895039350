SELECT o.order_number, app.record_utm_conversion(o.id, c.session_key, '3650 days') = c.utm_link_id AS credited
FROM mkt_utm_clicks c JOIN orders o ON o.status = 'completed'
WHERE c.session_key IS NOT NULL AND o.ordered_at > c.clicked_at
ORDER BY c.id, o.id LIMIT 1;
