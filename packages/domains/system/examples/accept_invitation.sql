SELECT app.accept_invitation(app.create_invitation(u.email), u.id) = app.current_tenant_id() AS accepted
FROM sys_users u
ORDER BY u.id LIMIT 1;
