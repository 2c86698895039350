SELECT t.task_number, app.delete_task(t.id) AS removed
FROM task t
ORDER BY t.id DESC LIMIT 1;
