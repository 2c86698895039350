-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.find_person_by_key(p_external_key text)
RETURNS TABLE (person_id bigint, state text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  RETURN QUERY
  SELECT k.id, 'present' FROM public.crm_personal_keys k
  WHERE k.tenant_id = v_tenant AND k.external_key = p_external_key AND k.erased_at IS NULL
  UNION ALL
  SELECT m.survivor_id, 'merged' FROM public.crm_person_merges m
  WHERE m.tenant_id = v_tenant AND m.dropped_external_key = p_external_key
  UNION ALL
  SELECT k.id, 'erased' FROM public.crm_personal_keys k
  WHERE k.tenant_id = v_tenant
    AND k.erasure_hash = encode(sha256(convert_to(v_tenant || ':' || p_external_key, 'UTF8')), 'hex');
END
$$;

COMMENT ON FUNCTION app.find_person_by_key(text) IS
  'Whom an outside key means in the current tenant: present, merged into another one (whose number is returned), or erased. Imports ask before they add a person.';
