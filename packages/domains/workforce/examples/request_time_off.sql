SELECT t.name AS leave, app.request_time_off(t.id, current_date + 403, NULL, '{"reason": "Moving house."}') IS NOT NULL AS requested
FROM leave_type t
WHERE t.requires_approval
ORDER BY t.id LIMIT 1;
