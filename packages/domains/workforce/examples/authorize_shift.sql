SELECT s.work_date::text AS day, app.authorize_shift(s.id) AS authorized
FROM schedule s
WHERE s.status = 'completed' AND NOT s.is_authorized AND s.leave_type_id IS NULL AND s.staff_id <> app.current_user_id()
ORDER BY s.id LIMIT 1;
