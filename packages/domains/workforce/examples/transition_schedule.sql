SELECT m.display_name, app.transition_schedule(app.plan_shift(m.user_id, current_date + 402, '09:00', '17:00'), 'cancelled', 'Closed that day.') AS moved
FROM sys_tenant_members m
WHERE m.status = 'active'
ORDER BY m.user_id LIMIT 1;
