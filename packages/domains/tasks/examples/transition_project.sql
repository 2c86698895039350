SELECT p.code, p.status AS before, app.transition_project(p.id, 'on_hold') AS moved
FROM project p
WHERE p.status = 'active'
ORDER BY p.id LIMIT 1;
