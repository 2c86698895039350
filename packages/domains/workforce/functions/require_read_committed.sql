-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_read_committed() RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    RAISE EXCEPTION 'This cannot be judged in a transaction at isolation level %.', current_setting('transaction_isolation')
      USING ERRCODE = 'feature_not_supported',
      DETAIL = 'It depends on rows that others may have committed since the transaction began.',
      HINT = 'Use READ COMMITTED, the default.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_read_committed() IS
  'Raises 0A000 where a sum under a lock would be taken from an old snapshot. For the functions of this domain.';
