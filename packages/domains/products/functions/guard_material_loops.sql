CREATE OR REPLACE FUNCTION app.guard_material_loops() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint;
  v_material bigint;
BEGIN
  -- The lock makes sessions see each other's lines, but not one whose snapshot is older than the lock.
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'Bills of materials are not written in a repeatable read transaction.'
      USING ERRCODE = 'feature_not_supported', HINT = 'Use read committed or serializable.';
  END IF;
  FOR v_tenant IN SELECT DISTINCT a.tenant_id FROM added a ORDER BY a.tenant_id LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended('material_component ' || v_tenant, 0));
    WITH RECURSIVE below (origin_id, material_id) AS (
      SELECT DISTINCT a.material_id, a.component_material_id FROM added a WHERE a.tenant_id = v_tenant
      UNION
      SELECT b.origin_id, c.component_material_id
      FROM below b
      JOIN public.material_component c ON c.tenant_id = v_tenant AND c.material_id = b.material_id
    )
    SELECT b.origin_id INTO v_material FROM below b WHERE b.material_id = b.origin_id LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'Material % would be a component of itself.', v_material
        USING ERRCODE = 'check_violation', TABLE = 'material_component',
        HINT = 'app.explode_bom shows what a product is made of.';
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_material_component_loops_added AFTER INSERT ON public.material_component
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_material_loops();
CREATE OR REPLACE TRIGGER tr_material_component_loops_changed AFTER UPDATE ON public.material_component
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_material_loops();

ALTER FUNCTION app.guard_material_loops() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.guard_material_loops() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.guard_material_loops() IS
  'Trigger: refuses a line that makes a material a component of itself, over any number of levels, whoever writes it; sessions that write bills of the same tenant wait for each other.';
