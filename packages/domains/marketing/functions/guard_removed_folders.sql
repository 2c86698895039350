-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_removed_folders() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM FROM public.mkt_asset_folders f
  WHERE f.tenant_id = NEW.tenant_id AND f.parent_folder_id = NEW.id AND f.deleted_at IS NULL;
  IF NOT FOUND THEN
    PERFORM FROM public.mkt_marketing_assets a
    WHERE a.tenant_id = NEW.tenant_id AND a.folder_id = NEW.id AND a.deleted_at IS NULL;
  END IF;
  IF FOUND THEN
    RAISE EXCEPTION 'Folder % is not empty.', NEW.id
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'mkt_asset_folders',
      HINT = 'Move or delete what lies in it first.';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_mkt_asset_folders_removed AFTER UPDATE OF deleted_at ON public.mkt_asset_folders
  FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL)
  EXECUTE FUNCTION app.guard_removed_folders();

COMMENT ON FUNCTION app.guard_removed_folders() IS
  'Trigger: a folder is emptied before it is deleted, so that nothing disappears with it.';
