SELECT b.staff_id, b.leave_type_id, app.leave_balance(b.staff_id, b.leave_type_id, '2026-11-01') AS days
FROM (SELECT DISTINCT staff_id, leave_type_id FROM leave_entry ORDER BY 1, 2 LIMIT 3) b;
