SELECT app.create_task(p.id, 'Order new boxes', p_priority => 'high') IS NOT NULL AS made
FROM project p WHERE p.status = 'active' ORDER BY p.id LIMIT 1;
