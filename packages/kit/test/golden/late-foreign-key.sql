CREATE INDEX ix_parts_thing_id ON parts (tenant_id, thing_id);
ALTER TABLE parts ADD CONSTRAINT fk_parts_thing_id FOREIGN KEY (tenant_id, thing_id) REFERENCES things (tenant_id, id) ON DELETE SET NULL (thing_id) DEFERRABLE INITIALLY IMMEDIATE NOT VALID;
DO $orphans$
DECLARE
  v_rows bigint;
BEGIN
  SELECT count(*) INTO v_rows FROM parts c LEFT JOIN things p ON p.tenant_id = c.tenant_id AND p.id = c.thing_id WHERE c.thing_id IS NOT NULL AND p.tenant_id IS NULL;
  IF v_rows > 0 THEN
    RAISE EXCEPTION '% rows of parts name a thing_id that things does not have.', v_rows
      USING ERRCODE = 'foreign_key_violation', TABLE = 'parts', CONSTRAINT = 'fk_parts_thing_id',
      DETAIL = 'Nothing was changed. Find them by: SELECT c.tenant_id, c.thing_id, count(*) FROM parts c LEFT JOIN things p ON p.tenant_id = c.tenant_id AND p.id = c.thing_id WHERE c.thing_id IS NOT NULL AND p.tenant_id IS NULL GROUP BY 1, 2;',
      HINT = 'Add the missing rows to things under these numbers, or change these rows, then migrate again.';
  END IF;
END
$orphans$;
ALTER TABLE parts VALIDATE CONSTRAINT fk_parts_thing_id;
ALTER TABLE parts ADD CONSTRAINT fk_parts_checked_by FOREIGN KEY (tenant_id, checked_by) REFERENCES sys_tenant_members (tenant_id, user_id) DEFERRABLE INITIALLY IMMEDIATE NOT VALID;
DO $orphans$
DECLARE
  v_rows bigint;
BEGIN
  SELECT count(*) INTO v_rows FROM parts c LEFT JOIN sys_tenant_members p ON p.tenant_id = c.tenant_id AND p.user_id = c.checked_by WHERE c.checked_by IS NOT NULL AND p.tenant_id IS NULL;
  IF v_rows > 0 THEN
    RAISE EXCEPTION '% rows of parts name a checked_by that sys_tenant_members does not have.', v_rows
      USING ERRCODE = 'foreign_key_violation', TABLE = 'parts', CONSTRAINT = 'fk_parts_checked_by',
      DETAIL = 'Nothing was changed. Find them by: SELECT c.tenant_id, c.checked_by, count(*) FROM parts c LEFT JOIN sys_tenant_members p ON p.tenant_id = c.tenant_id AND p.user_id = c.checked_by WHERE c.checked_by IS NOT NULL AND p.tenant_id IS NULL GROUP BY 1, 2;',
      HINT = 'Add the missing rows to sys_tenant_members under these numbers, or change these rows, then migrate again.';
  END IF;
END
$orphans$;
ALTER TABLE parts VALIDATE CONSTRAINT fk_parts_checked_by;
ALTER TABLE parts DROP CONSTRAINT fk_parts_checked_by;
ALTER TABLE parts DROP CONSTRAINT fk_parts_thing_id;
DROP INDEX ix_parts_thing_id;
