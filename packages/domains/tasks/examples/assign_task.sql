SELECT t.task_number, app.assign_task(t.id, app.current_user_id()) AS assigned
FROM task t
WHERE t.status = 'todo' AND t.archived_at IS NULL AND t.assigned_to IS DISTINCT FROM app.current_user_id()
ORDER BY t.id LIMIT 1;
