COMMENT ON COLUMN things.name IS 'Whose it is, e.g. Anna''s?';
COMMENT ON COLUMN things.size IS 'In cm.';
COMMENT ON COLUMN parts.id IS 'Number of the row; given by the database, kept by imports.';
COMMENT ON COLUMN parts.tenant_id IS 'Tenant that the row belongs to.';
COMMENT ON COLUMN things.name IS NULL;
COMMENT ON COLUMN things.size IS NULL;
COMMENT ON COLUMN parts.id IS NULL;
COMMENT ON COLUMN parts.tenant_id IS NULL;
