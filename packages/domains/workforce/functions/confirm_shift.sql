CREATE OR REPLACE FUNCTION app.confirm_shift(p_schedule_id bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN app.transition_schedule(p_schedule_id, 'confirmed');
END
$$;

ALTER FUNCTION app.confirm_shift(bigint) OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.confirm_shift(bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION app.confirm_shift(bigint) TO erp_app, erp_service;

COMMENT ON FUNCTION app.confirm_shift(bigint) IS
  'Confirms a drafted shift: from then on it holds against other shifts and time off. False when it is confirmed already. Needs workforce.write. Raises P0002, 55000, 23P01 when the member is not free.';
