-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.workforce_timezone(
  p_department_id bigint DEFAULT NULL, p_store_id bigint DEFAULT NULL
) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  RETURN coalesce(
    (SELECT d.timezone FROM public.department d
     WHERE d.tenant_id = v_tenant AND d.id = p_department_id),
    (SELECT s.timezone FROM public.sys_stores s
     WHERE s.tenant_id = v_tenant AND s.id = p_store_id),
    (SELECT t.timezone FROM public.sys_tenants t WHERE t.id = v_tenant)
  );
END
$$;

COMMENT ON FUNCTION app.workforce_timezone(bigint, bigint) IS
  'The clock on the wall of a department, else of a store, else of the tenant: an IANA zone name.';
