CREATE OR REPLACE TRIGGER tr_category_loops_added AFTER INSERT ON public.category
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_loops(
    'id', 'parent_id', 'Category %s would be below itself.',
    'Move it to a category that is not below it, or move that one out first.',
    'Categories are not moved in a repeatable read transaction.'
  );
CREATE OR REPLACE TRIGGER tr_category_loops_changed AFTER UPDATE ON public.category
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_loops(
    'id', 'parent_id', 'Category %s would be below itself.',
    'Move it to a category that is not below it, or move that one out first.',
    'Categories are not moved in a repeatable read transaction.'
  );
-- The parent is part of a unique key, so a move locks its row against being referred to, and then refers to the parent:
-- two moves that cross would wait for each other. What comes below a row refers to it as well, so it takes the lock
-- before, too. What a foreign key changes when a category goes makes no loop.
CREATE OR REPLACE TRIGGER tr_category_loops_locked BEFORE INSERT OR UPDATE OF parent_id ON public.category
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0 AND current_setting('app.tenant_id', true) <> '')
  EXECUTE FUNCTION app.lock_tree();
