-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.confirm_shift(p_schedule_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN app.transition_schedule(p_schedule_id, 'confirmed');
END
$$;

COMMENT ON FUNCTION app.confirm_shift(bigint) IS
  'Confirms a drafted shift: from then on it holds against other shifts and time off. False when it is confirmed already. Needs workforce.write. Raises P0002, 55000, 23P01 when the member is not free.';
