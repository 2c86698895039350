SELECT app.leave_tenant() IS NOT NULL AS left_it, app.current_tenant_id() AS tenant;
