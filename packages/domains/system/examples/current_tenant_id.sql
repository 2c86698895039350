SELECT t.slug FROM sys_tenants t WHERE t.id = app.current_tenant_id();
