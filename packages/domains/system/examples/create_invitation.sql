SELECT r.name AS role, length(app.create_invitation('ada@example.com', r.id)) > 64 AS with_a_token
FROM sys_roles r
WHERE r.key = 'viewer';
