ALTER TABLE things ADD CONSTRAINT uq_things_parent_id_name UNIQUE NULLS NOT DISTINCT (tenant_id, parent_id, name);
CREATE UNIQUE INDEX uq_folders_parent_id_name ON folders (tenant_id, parent_id, name) NULLS NOT DISTINCT WHERE deleted_at IS NULL;
ALTER TABLE parts ADD CONSTRAINT uq_parts_line UNIQUE NULLS NOT DISTINCT (tenant_id, thing_id, spare_id);
ALTER TABLE parts DROP CONSTRAINT uq_parts_line;
DROP INDEX uq_folders_parent_id_name;
ALTER TABLE things DROP CONSTRAINT uq_things_parent_id_name;
