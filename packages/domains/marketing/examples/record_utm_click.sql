SELECT l.id AS link, app.record_utm_click(l.id, 'example-18') IS NOT NULL AS recorded
FROM mkt_utm_links l ORDER BY l.id LIMIT 1;
