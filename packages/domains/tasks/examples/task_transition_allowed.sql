SELECT app.task_transition_allowed('todo', 'in_progress') AS on, app.task_transition_allowed('done', 'in_review') AS back;
