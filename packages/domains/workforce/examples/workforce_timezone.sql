SELECT d.name, app.workforce_timezone(d.id) AS timezone
FROM department d ORDER BY d.id LIMIT 3;
