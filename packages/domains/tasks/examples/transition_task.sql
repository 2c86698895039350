SELECT t.task_number, t.status AS before, app.transition_task(t.id, 'in_progress') AS moved
FROM task t WHERE t.status = 'todo' AND t.archived_at IS NULL ORDER BY t.id LIMIT 1;
