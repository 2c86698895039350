SELECT t.task_number, app.comment_task(t.id, 'The boxes have come.') IS NOT NULL AS said
FROM task t
WHERE t.archived_at IS NULL
ORDER BY t.id LIMIT 1;
