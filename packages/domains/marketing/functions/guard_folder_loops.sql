CREATE OR REPLACE FUNCTION app.guard_folder_loops() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenants bigint[];
  v_moved bigint[];
  v_folder bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(a.tenant_id), array_agg(a.id) INTO v_tenants, v_moved
    FROM added a WHERE a.parent_folder_id IS NOT NULL;
  ELSE
    SELECT array_agg(a.tenant_id), array_agg(a.id) INTO v_tenants, v_moved
    FROM added a LEFT JOIN removed r ON r.tenant_id = a.tenant_id AND r.id = a.id
    WHERE a.parent_folder_id IS NOT NULL AND a.parent_folder_id IS DISTINCT FROM r.parent_folder_id;
  END IF;
  IF v_moved IS NULL THEN
    RETURN NULL;
  END IF;

  -- The lock makes sessions see each other's moves, but not one whose snapshot is older than the lock.
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'Folders are not moved in a repeatable read transaction.'
      USING ERRCODE = 'feature_not_supported', HINT = 'Use read committed or serializable.';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('mkt_asset_folders ' || t.tenant_id, 0))
  FROM (SELECT DISTINCT u.tenant_id FROM unnest(v_tenants) AS u (tenant_id) ORDER BY u.tenant_id) t;

  WITH RECURSIVE above (tenant_id, origin_id, folder_id) AS (
    SELECT f.tenant_id, f.id, f.parent_folder_id
    FROM unnest(v_tenants, v_moved) AS m (tenant_id, id)
    JOIN public.mkt_asset_folders f ON f.tenant_id = m.tenant_id AND f.id = m.id
    UNION
    SELECT a.tenant_id, a.origin_id, f.parent_folder_id
    FROM above a JOIN public.mkt_asset_folders f ON f.tenant_id = a.tenant_id AND f.id = a.folder_id
    WHERE f.parent_folder_id IS NOT NULL
  )
  SELECT a.origin_id INTO v_folder FROM above a WHERE a.folder_id = a.origin_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Folder % would lie in itself.', v_folder
      USING ERRCODE = 'check_violation', TABLE = 'mkt_asset_folders', CONSTRAINT = 'tr_mkt_asset_folders_loops_changed',
      HINT = 'Move it to a folder that does not lie in it, or move that one out first.';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_mkt_asset_folders_loops_added AFTER INSERT ON public.mkt_asset_folders
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_folder_loops();
CREATE OR REPLACE TRIGGER tr_mkt_asset_folders_loops_changed AFTER UPDATE ON public.mkt_asset_folders
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_folder_loops();

ALTER FUNCTION app.guard_folder_loops() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.guard_folder_loops() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.guard_folder_loops() IS
  'Trigger: refuses to put a folder into itself, over any number of levels, whoever moves it; sessions that move folders of the same tenant wait for each other.';
