SELECT p.code, p.title
FROM app.visible_projects() AS v (id) JOIN project p ON p.id = v.id
ORDER BY p.id LIMIT 5;
