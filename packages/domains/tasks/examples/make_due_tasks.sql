SELECT app.make_due_tasks((SELECT max(next_run) FROM recurring_task WHERE is_active), 5) > 0 AS made;
