SELECT m.display_name, app.confirm_shift(app.plan_shift(m.user_id, current_date + 401, '09:00', '17:00')) AS confirmed
FROM sys_tenant_members m
WHERE m.status = 'active'
ORDER BY m.user_id LIMIT 1;
