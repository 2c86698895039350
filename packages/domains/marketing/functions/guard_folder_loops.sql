CREATE OR REPLACE TRIGGER tr_mkt_asset_folders_loops_added AFTER INSERT ON public.mkt_asset_folders
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_loops(
    'id', 'parent_folder_id', 'Folder %s would lie in itself.',
    'Move it to a folder that does not lie in it, or move that one out first.',
    'Folders are not moved in a repeatable read transaction.'
  );
CREATE OR REPLACE TRIGGER tr_mkt_asset_folders_loops_changed AFTER UPDATE ON public.mkt_asset_folders
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_loops(
    'id', 'parent_folder_id', 'Folder %s would lie in itself.',
    'Move it to a folder that does not lie in it, or move that one out first.',
    'Folders are not moved in a repeatable read transaction.'
  );
