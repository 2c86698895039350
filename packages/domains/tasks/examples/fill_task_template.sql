SELECT app.fill_task_template('Stock count of {date}', '2026-01-05 09:00') AS title;
