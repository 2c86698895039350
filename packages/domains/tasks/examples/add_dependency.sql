SELECT a.task_number AS task, b.task_number AS waits_for, app.add_dependency(a.id, b.id) IS NOT NULL AS added
FROM task a JOIN task b ON b.project_id = a.project_id AND b.id < a.id AND b.archived_at IS NULL
WHERE a.status = 'todo' AND a.archived_at IS NULL
  AND NOT EXISTS (SELECT FROM task_dependency d WHERE d.task_id IN (a.id, b.id) AND d.depends_on_task_id IN (a.id, b.id))
ORDER BY a.id, b.id LIMIT 1;
