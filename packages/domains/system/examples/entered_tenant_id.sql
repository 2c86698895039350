SELECT t.slug FROM sys_tenants t WHERE t.id = app.entered_tenant_id();
