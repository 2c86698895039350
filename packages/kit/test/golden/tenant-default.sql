ALTER TABLE things ALTER COLUMN tenant_id SET DEFAULT app.entered_tenant_id();
ALTER TABLE parts ALTER COLUMN tenant_id SET DEFAULT app.entered_tenant_id();
ALTER TABLE parts ALTER COLUMN tenant_id DROP DEFAULT;
