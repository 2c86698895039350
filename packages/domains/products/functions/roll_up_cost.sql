-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.roll_up_cost(
  p_product_id bigint, p_product_variant_id bigint DEFAULT NULL
) RETURNS TABLE (unit_cost numeric, currency_code text, is_complete boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_currencies integer;
BEGIN
  PERFORM app.require_one_permission('inventory.read_costs', 'inventory.write');
  SELECT round(coalesce(sum(l.quantity * l.cost), 0), 4), min(l.currency_code), bool_and(l.cost IS NOT NULL),
    count(DISTINCT l.currency_code)
  INTO unit_cost, currency_code, is_complete, v_currencies
  FROM (
    SELECT e.quantity, coalesce(mv.cost, m.cost, bought.cost) AS cost,
      coalesce(mv.currency_code, m.currency_code, bought.currency_code)::text AS currency_code
    FROM app.explode_bom(p_product_id, 1, p_product_variant_id) e
    LEFT JOIN public.material m ON m.tenant_id = v_tenant AND m.id = e.material_id
    LEFT JOIN public.material_variant mv ON mv.tenant_id = v_tenant AND mv.id = e.material_variant_id
    LEFT JOIN LATERAL (
      SELECT sum(s.stock_value) / sum(s.on_hand) AS cost, w.currency_code
      FROM public.stock s
      JOIN public.warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id
      WHERE s.tenant_id = v_tenant AND s.product_id = e.product_id AND s.on_hand > 0
        AND (e.product_variant_id IS NULL OR s.product_variant_id = e.product_variant_id)
      GROUP BY w.currency_code
    ) bought ON e.kind = 'product'
    WHERE e.is_leaf
  ) l;
  IF v_currencies > 1 THEN
    RAISE EXCEPTION 'What product % is made of is paid in different currencies.', p_product_id
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Give its material costs in one currency.';
  END IF;
  RETURN NEXT;
END
$$;

COMMENT ON FUNCTION app.roll_up_cost(bigint, bigint) IS
  'What one piece of a product costs: the standard cost of its material over all levels, and for items that are bought and not made, the average cost of what is on hand. is_complete is false when the cost of a part is not known, which then counts as nothing. Raises 55000 when parts are paid in different currencies. Needs inventory.read_costs or inventory.write.';
