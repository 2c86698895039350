-- may execute: nobody
-- Arguments: the history, its column for the row, and `now` where a step has the time of its transaction.
CREATE OR REPLACE FUNCTION app.record_status() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_at timestamptz := clock_timestamp();
BEGIN
  -- Under the lock of the row, and not before the step before: a transaction that began earlier may come later.
  IF TG_ARGV[2] = 'now' THEN
    EXECUTE format(
      'SELECT greatest(now(), max(h.changed_at)) FROM public.%I h WHERE h.tenant_id = $1 AND h.%I = $2',
      TG_ARGV[0], TG_ARGV[1]
    ) INTO v_at USING NEW.tenant_id, NEW.id;
  END IF;
  EXECUTE format(
    'INSERT INTO public.%I (tenant_id, %I, changed_at, from_status, to_status, changed_by, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7)',
    TG_ARGV[0], TG_ARGV[1]
  ) USING NEW.tenant_id, NEW.id, v_at, CASE TG_OP WHEN 'UPDATE' THEN OLD.status END, NEW.status,
    CASE WHEN NEW.tenant_id = app.current_tenant_id() THEN app.current_user_id() END, NEW.status_note;
  RETURN NULL;
END
$$;

COMMENT ON FUNCTION app.record_status() IS
  'Trigger: writes each status of a row into its history, with who, when and why.';
