-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_alert(p_alert_id bigint) RETURNS public.alerts
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_alert public.alerts;
BEGIN
  SELECT * INTO v_alert FROM public.alerts a
  WHERE a.tenant_id = v_tenant AND a.id = p_alert_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no alert %.', p_alert_id USING ERRCODE = 'no_data_found';
  END IF;
  RETURN v_alert;
END
$$;

COMMENT ON FUNCTION app.lock_alert(bigint) IS
  'Locks an alert of the current tenant and returns it; its steps are dated by the clock from then on, so that they follow each other however long ago the transactions began. Raises P0002 when there is none. For the functions that move an alert on.';
