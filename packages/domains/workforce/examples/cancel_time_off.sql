SELECT t.name AS leave, app.cancel_time_off(app.request_time_off(t.id, current_date + 404), 'Stays here after all.') AS called_off
FROM leave_type t
WHERE t.requires_approval
ORDER BY t.id LIMIT 1;
