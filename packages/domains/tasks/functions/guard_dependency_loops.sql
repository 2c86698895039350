CREATE OR REPLACE FUNCTION app.guard_dependency_loops() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint;
  v_task text;
BEGIN
  -- The lock makes sessions see each other's dependencies, but not one whose snapshot is older than the lock.
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'Dependencies of tasks are not written in a repeatable read transaction.'
      USING ERRCODE = 'feature_not_supported', HINT = 'Use read committed or serializable.';
  END IF;
  FOR v_tenant IN
    SELECT DISTINCT a.tenant_id FROM added a WHERE a.dependency_type = 'blocks' ORDER BY a.tenant_id
  LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended('task_dependency ' || v_tenant, 0));
    WITH RECURSIVE before (origin_id, task_id) AS (
      SELECT DISTINCT a.task_id, a.depends_on_task_id FROM added a
      WHERE a.tenant_id = v_tenant AND a.dependency_type = 'blocks'
      UNION
      SELECT b.origin_id, d.depends_on_task_id
      FROM before b
      JOIN public.task_dependency d ON d.tenant_id = v_tenant AND d.task_id = b.task_id AND d.dependency_type = 'blocks'
    )
    SELECT t.task_number INTO v_task
    FROM before b JOIN public.task t ON t.tenant_id = v_tenant AND t.id = b.origin_id
    WHERE b.task_id = b.origin_id LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'Task % would wait for itself.', v_task
        USING ERRCODE = 'check_violation', TABLE = 'task_dependency',
        HINT = 'Follow depends_on_task_id from it to find the way round.';
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_task_dependency_loops_added AFTER INSERT ON public.task_dependency
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_dependency_loops();
CREATE OR REPLACE TRIGGER tr_task_dependency_loops_changed AFTER UPDATE ON public.task_dependency
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_dependency_loops();

ALTER FUNCTION app.guard_dependency_loops() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.guard_dependency_loops() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.guard_dependency_loops() IS
  'Trigger: refuses a task that would wait for itself, over any number of others, whoever writes it; sessions that write dependencies of the same tenant wait for each other.';
