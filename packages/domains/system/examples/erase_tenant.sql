SELECT app.erase_tenant(app.provision_tenant('example', 'Example', min(u.id)), 'example') IS NOT NULL AS erased
FROM sys_users u;
