SELECT app.tenant_read_by('{orders.read}') = app.current_tenant_id() AS orders,
       app.tenant_read_by('{nothing.of_the_kind}') AS nothing;
