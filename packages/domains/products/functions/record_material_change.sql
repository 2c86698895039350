-- may execute: nobody
CREATE OR REPLACE FUNCTION app.record_material_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_of_variant boolean := TG_TABLE_NAME = 'material_variant';
  v_old jsonb;
  v_new jsonb;
BEGIN
  IF TG_OP <> 'INSERT' THEN v_old := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN v_new := to_jsonb(NEW); END IF;
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO public.material_history (
      tenant_id, material_id, material_variant_id, action_type, field_name, old_value, new_value, created_by
    )
    SELECT NEW.tenant_id, CASE WHEN v_of_variant THEN (v_new ->> 'material_id')::bigint ELSE NEW.id END,
      CASE WHEN v_of_variant THEN NEW.id END, 'update', n.key, v_old ->> n.key, n.value, app.current_user_id()
    FROM jsonb_each_text(v_new) AS n
    WHERE n.value IS DISTINCT FROM v_old ->> n.key AND n.key NOT IN ('updated_at', 'updated_by');
  ELSE
    INSERT INTO public.material_history (
      tenant_id, material_id, material_variant_id, action_type, old_value, new_value, created_by
    )
    SELECT (r.row ->> 'tenant_id')::bigint,
      CASE WHEN v_of_variant THEN m.id WHEN TG_OP = 'INSERT' THEN (r.row ->> 'id')::bigint END,
      CASE WHEN v_of_variant AND TG_OP = 'INSERT' THEN (r.row ->> 'id')::bigint END,
      CASE TG_OP WHEN 'INSERT' THEN 'create' ELSE 'delete' END, v_old ->> 'sku', v_new ->> 'sku', app.current_user_id()
    FROM (SELECT coalesce(v_new, v_old) AS row) r
    LEFT JOIN public.material m
      ON m.tenant_id = (r.row ->> 'tenant_id')::bigint AND m.id = (r.row ->> 'material_id')::bigint;
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_material_record_change AFTER INSERT OR UPDATE OR DELETE ON public.material
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.record_material_change();
CREATE OR REPLACE TRIGGER tr_material_variant_record_change AFTER INSERT OR UPDATE OR DELETE ON public.material_variant
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.record_material_change();

COMMENT ON FUNCTION app.record_material_change() IS
  'Trigger: writes what the application does to a material or a variant into its history, a line per column that changed. Imports bring their history along.';
