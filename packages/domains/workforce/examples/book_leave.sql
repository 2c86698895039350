SELECT m.display_name, t.name AS leave, app.book_leave(m.user_id, t.id, 1.5, '2030-01-01', 'Worked on a Sunday.') IS NOT NULL AS booked
FROM sys_tenant_members m CROSS JOIN leave_type t
WHERE m.status = 'active' AND t.tracks_balance
ORDER BY m.user_id, t.id LIMIT 1;
