SELECT p.name AS page, app.receive_message(p.id, 'example-person', 'example-39', 'Is the ring still there?', '2026-11-01 10:00+00') IS NOT NULL AS received
FROM channels_platform_pages p
ORDER BY p.id LIMIT 1;
