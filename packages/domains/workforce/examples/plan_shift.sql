SELECT m.display_name, app.plan_shift(m.user_id, current_date + 400, '09:00', '17:00') IS NOT NULL AS planned
FROM sys_tenant_members m
WHERE m.status = 'active'
ORDER BY m.user_id LIMIT 1;
