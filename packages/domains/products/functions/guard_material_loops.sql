CREATE OR REPLACE TRIGGER tr_material_component_loops_added AFTER INSERT ON public.material_component
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_loops(
    'material_id', 'component_material_id', 'Material %s would be a component of itself.',
    'app.explode_bom shows what a product is made of.',
    'Bills of materials are not written in a repeatable read transaction.'
  );
CREATE OR REPLACE TRIGGER tr_material_component_loops_changed AFTER UPDATE ON public.material_component
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.guard_loops(
    'material_id', 'component_material_id', 'Material %s would be a component of itself.',
    'app.explode_bom shows what a product is made of.',
    'Bills of materials are not written in a repeatable read transaction.'
  );
