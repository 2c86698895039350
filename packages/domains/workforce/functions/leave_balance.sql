-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.leave_balance(
  p_user_id bigint, p_leave_type_id bigint, p_at date DEFAULT NULL
) RETURNS numeric
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  IF p_user_id IS DISTINCT FROM app.current_user_id() THEN
    PERFORM app.require_permission('workforce.read_absences');
  END IF;
  RETURN (
    SELECT coalesce(sum(e.days), 0) FROM public.leave_entry e
    WHERE e.tenant_id = v_tenant AND e.staff_id = p_user_id AND e.leave_type_id = p_leave_type_id
      AND e.effective_on <= coalesce(p_at, (now() AT TIME ZONE app.workforce_timezone())::date)
  );
END
$$;

COMMENT ON FUNCTION app.leave_balance(bigint, bigint, date) IS
  'The days of leave of one kind that a member has on a day, today by the clock of the tenant when none is given: the sum of the ledger up to it. Of others it needs workforce.read_absences.';
