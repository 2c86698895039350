ALTER POLICY things_select ON things USING (tenant_id = app.current_tenant_id() AND (SELECT app.has_permission('things.read')));
ALTER POLICY parts_select ON parts USING (tenant_id = app.current_tenant_id() AND (SELECT app.has_permission('things.read') OR app.has_permission('things.write') OR app.has_permission('parts.move')));
ALTER POLICY parts_select ON parts USING (tenant_id = app.current_tenant_id());
