-- may execute: nobody
-- Arguments: the column that an edge leaves, the column that it leads to, the message with %s for the row, the hint,
-- and what is said in a repeatable read transaction. The transition tables are called added and removed.
CREATE OR REPLACE FUNCTION app.guard_loops() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_starts bigint[];
  v_found bigint;
BEGIN
  -- Only edges that were not there before: who changes something else neither waits nor makes others wait.
  EXECUTE format(
    'SELECT array_agg(c.tenant_id), array_agg(c.start) FROM (
      SELECT DISTINCT n.tenant_id, n.start
      FROM (SELECT a.tenant_id, a.%1$I, a.%2$I FROM added a WHERE a.%2$I IS NOT NULL %3$s) n (tenant_id, start, node)
    ) c',
    TG_ARGV[0], TG_ARGV[1],
    CASE TG_OP WHEN 'UPDATE' THEN
      format('EXCEPT SELECT r.tenant_id, r.%1$I, r.%2$I FROM removed r', TG_ARGV[0], TG_ARGV[1])
    END
  ) INTO v_tenants, v_starts;
  v_found := app.find_loop(TG_TABLE_NAME, TG_ARGV[0], TG_ARGV[1], v_tenants, v_starts, TG_ARGV[4]);
  IF v_found IS NOT NULL THEN
    RAISE EXCEPTION '%', format(TG_ARGV[2], v_found)
      USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
      CONSTRAINT = format('tr_%s_loops_changed', TG_TABLE_NAME), HINT = TG_ARGV[3];
  END IF;
  RETURN NULL;
END
$$;

COMMENT ON FUNCTION app.guard_loops() IS
  'Trigger: refuses a row that lies below itself, over any number of levels, whoever writes it; sessions that change the same tree of a tenant wait for each other.';
