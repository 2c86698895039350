SELECT app.provision_tenant('example', 'Example', min(u.id), '{"timezone": "Europe/London"}') IS NOT NULL AS made
FROM sys_users u;
