SELECT r.day_off::text AS day, r.status AS before, app.decide_time_off(r.id, 'rejected', 'The shop is open that day.') AS decided
FROM schedule_time_off_request r
WHERE r.status = 'pending' AND r.staff_id <> app.current_user_id() AND r.created_at < now()
ORDER BY r.id LIMIT 1;
