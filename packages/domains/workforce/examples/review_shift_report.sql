SELECT r.report_date::text AS day, r.status AS before, app.review_shift_report(r.id, 'approved') AS reviewed
FROM shift_report r
WHERE r.status = 'submitted' AND r.staff_id <> app.current_user_id() AND r.submitted_at < now()
ORDER BY r.id LIMIT 1;
