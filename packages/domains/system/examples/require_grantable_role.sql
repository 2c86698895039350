SELECT r.name AS role, app.require_grantable_role(r.id) IS NOT NULL AS passes
FROM sys_roles r
ORDER BY r.id;
