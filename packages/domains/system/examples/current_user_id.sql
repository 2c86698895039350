SELECT m.display_name FROM sys_tenant_members m WHERE m.user_id = app.current_user_id();
