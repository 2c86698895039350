-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.erase_member(p_user_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_member public.sys_tenant_members;
  v_keys jsonb;
BEGIN
  PERFORM app.require_permission('members.erase');
  SELECT * INTO v_member FROM public.sys_tenant_members m
  WHERE m.tenant_id = v_tenant AND m.user_id = p_user_id FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no member %.', p_user_id
      USING ERRCODE = 'no_data_found', HINT = 'Members are in sys_tenant_members; one who left is still there.';
  END IF;
  IF v_member.status <> 'left' THEN
    RAISE EXCEPTION 'Member % has not left.', p_user_id
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('The status is %s.', v_member.status),
      HINT = 'Set the status to left first: a person who works here needs a name.';
  END IF;
  IF v_member.erased_at IS NOT NULL THEN
    RETURN false;
  END IF;

  v_keys := app.erase_personal_rows('member', jsonb_build_object('sys_tenant_members', jsonb_build_array(p_user_id)), false);
  UPDATE public.sys_tenant_members m SET erased_at = now() WHERE m.tenant_id = v_tenant AND m.user_id = p_user_id;
  -- Last: the audit has by now recorded what the erasure itself took away.
  PERFORM app.erase_personal_rows('member', v_keys, true);
  RETURN true;
END
$$;

COMMENT ON FUNCTION app.erase_member(bigint) IS
  'Erases every column that a domain declares to be about a member (sys_personal_columns) in all rows of one who has left the current tenant: the name, reasons and remarks in schedules, leave and evaluations, addresses and devices in the logs. Rows and the number stay, so that it is known that the same person did this and that; the login in sys_users is shared with other tenants and is not touched. False when it was done before. Needs members.erase. Raises P0002, 55000 when the member has not left.';
