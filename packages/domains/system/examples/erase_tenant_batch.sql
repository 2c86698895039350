SELECT app.erase_tenant_batch(app.provision_tenant('example', 'Example', min(u.id)), 'example', 100) AS done
FROM sys_users u;
