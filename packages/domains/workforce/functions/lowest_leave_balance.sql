-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lowest_leave_balance(
  p_user_id bigint, p_leave_type_id bigint, p_from date
) RETURNS numeric
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  PERFORM app.require_read_committed();
  RETURN (
    SELECT min(b.balance)
    FROM (
      SELECT sum(d.days) OVER (ORDER BY d.effective_on) AS balance, d.effective_on
      FROM (
        SELECT e.effective_on, sum(e.days) AS days FROM public.leave_entry e
        WHERE e.tenant_id = v_tenant AND e.staff_id = p_user_id AND e.leave_type_id = p_leave_type_id
          AND e.effective_on > p_from
        GROUP BY e.effective_on
        UNION ALL
        SELECT p_from, coalesce(sum(e.days), 0) FROM public.leave_entry e
        WHERE e.tenant_id = v_tenant AND e.staff_id = p_user_id AND e.leave_type_id = p_leave_type_id
          AND e.effective_on <= p_from
      ) d
    ) b
  );
END
$$;

COMMENT ON FUNCTION app.lowest_leave_balance(bigint, bigint, date) IS
  'The lowest balance that a member will have on a day or at any time after it: no more than that can be taken on the day without lacking later for what is booked. For the functions of this domain, after app.lock_member.';
