SELECT t.task_number, t.status AS before, app.transition_task(t.id, 'in_review') AS moved
FROM task t WHERE t.status = 'in_progress' ORDER BY t.id LIMIT 1;
