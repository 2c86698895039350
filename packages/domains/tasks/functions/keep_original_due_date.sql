-- may execute: nobody
CREATE OR REPLACE FUNCTION app.keep_original_due_date() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.original_due_date := coalesce(OLD.due_date, NEW.due_date);
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER tr_task_original_due_date BEFORE UPDATE OF due_date ON public.task
  FOR EACH ROW WHEN (OLD.original_due_date IS NULL) EXECUTE FUNCTION app.keep_original_due_date();

COMMENT ON FUNCTION app.keep_original_due_date() IS
  'Trigger: remembers the first date that a task was due.';
