-- may execute: erp_service
CREATE OR REPLACE FUNCTION app.erase_tenant(p_tenant_id bigint, p_confirm_slug text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- What is left of a request within this or another tenant must not judge the removal.
  PERFORM app.leave_tenant();

  -- A cascade visits tables in no useful order: references that forbid deletion are judged when all is gone.
  SET CONSTRAINTS ALL DEFERRED;
  DELETE FROM public.sys_tenants t WHERE t.id = p_tenant_id AND t.slug = p_confirm_slug;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no tenant % with the slug "%".', p_tenant_id, p_confirm_slug
      USING ERRCODE = 'no_data_found', HINT = 'Give the number and the slug of the same tenant; nothing was removed.';
  END IF;
  SET CONSTRAINTS ALL IMMEDIATE;
END
$$;

COMMENT ON FUNCTION app.erase_tenant(bigint, text) IS
  'Removes a tenant and every row that belongs to it, and nothing else; its people stay. The slug is asked for so that a wrong number does no harm. All constraints are immediate afterwards.';
