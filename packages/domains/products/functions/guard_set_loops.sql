CREATE OR REPLACE TRIGGER tr_product_set_item_loops_added AFTER INSERT ON public.product_set_item
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_loops(
    'set_product_id', 'item_product_id', 'Set %s would contain itself.',
    'app.set_components shows what a set is made of.', 'Sets are not put together in a repeatable read transaction.'
  );
CREATE OR REPLACE TRIGGER tr_product_set_item_loops_changed AFTER UPDATE ON public.product_set_item
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_loops(
    'set_product_id', 'item_product_id', 'Set %s would contain itself.',
    'app.set_components shows what a set is made of.', 'Sets are not put together in a repeatable read transaction.'
  );
