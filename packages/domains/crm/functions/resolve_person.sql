-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.resolve_person(p_person_id bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  RETURN coalesce(
    (SELECT k.id FROM public.crm_personal_keys k WHERE k.tenant_id = v_tenant AND k.id = p_person_id),
    (SELECT m.survivor_id FROM public.crm_person_merges m WHERE m.tenant_id = v_tenant AND m.dropped_id = p_person_id)
  );
END
$$;

COMMENT ON FUNCTION app.resolve_person(bigint) IS
  'The number of a person today: itself, or that of the person it was merged into; NULL when the current tenant knows neither.';
