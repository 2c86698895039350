-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.stock_discrepancies(
  
) RETURNS TABLE (
  stock_id bigint, on_hand integer, on_hand_booked bigint, reserved integer, reserved_open bigint,
  stock_value numeric, stock_value_booked numeric
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  PERFORM app.require_one_permission('inventory.read_costs', 'inventory.write');
  RETURN QUERY
  SELECT s.id, s.on_hand, m.on_hand, s.reserved, r.reserved, s.stock_value, m.stock_value
  FROM public.stock s
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(m.quantity), 0) AS on_hand, coalesce(sum(m.value_change), 0) AS stock_value
    FROM public.stock_movement m WHERE m.tenant_id = v_tenant AND m.stock_id = s.id
  ) m
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.open_quantity), 0) AS reserved
    FROM public.stock_reservation r WHERE r.tenant_id = v_tenant AND r.stock_id = s.id AND r.status = 'open'
  ) r
  WHERE s.tenant_id = v_tenant
    AND (s.on_hand, s.stock_value, s.reserved) IS DISTINCT FROM (m.on_hand, m.stock_value, r.reserved);
END
$$;

COMMENT ON FUNCTION app.stock_discrepancies() IS
  'Stocks of the current tenant whose figures are not what the ledger says; none, unless somebody brought wrong figures without movements. Needs inventory.read_costs or inventory.write.';
