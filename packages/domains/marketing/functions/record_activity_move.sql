-- may execute: nobody
CREATE OR REPLACE FUNCTION app.record_activity_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- By the clock, under the lock of the row: a transaction that began earlier may come later.
  INSERT INTO public.mkt_campaign_activities_history (tenant_id, activity_id, created_at, old_date, new_date, changed_by)
  VALUES (
    NEW.tenant_id, NEW.id, clock_timestamp(), OLD.activity_date, NEW.activity_date,
    CASE WHEN NEW.tenant_id = app.current_tenant_id() THEN app.current_user_id() END
  );
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_mkt_campaign_activities_record_move
  AFTER UPDATE OF activity_date ON public.mkt_campaign_activities
  FOR EACH ROW WHEN (OLD.activity_date IS DISTINCT FROM NEW.activity_date) EXECUTE FUNCTION app.record_activity_move();

COMMENT ON FUNCTION app.record_activity_move() IS
  'Trigger: writes each move of an activity to another day into its history, with who and when.';
