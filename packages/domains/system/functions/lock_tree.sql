-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_tree() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- The lock of app.find_loop.
  PERFORM pg_advisory_xact_lock(hashtextextended(TG_TABLE_NAME || ' ' || app.current_tenant_id(), 0));
  RETURN NULL;
END
$$;

COMMENT ON FUNCTION app.lock_tree() IS
  'Trigger: takes the lock of a tree before the statement locks its rows, for trees whose rows are locked against being referred to when they move.';
