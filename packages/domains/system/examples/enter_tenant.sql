SELECT app.enter_tenant(t.id, app.current_user_id()) IS NOT NULL AS entered, t.slug
FROM sys_tenants t;
