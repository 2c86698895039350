SELECT t.task_number, t.status, app.archive_task(t.id) AS put_away
FROM task t
WHERE t.status IN ('done', 'cancelled') AND t.archived_at IS NULL
ORDER BY t.id LIMIT 1;
