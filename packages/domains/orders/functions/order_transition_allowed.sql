-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.order_transition_allowed(p_from text, p_to text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN p_to = ANY (CASE p_from
    WHEN 'draft' THEN ARRAY['pending', 'cancelled']
    WHEN 'pending' THEN ARRAY['confirmed', 'on_hold', 'cancelled']
    WHEN 'confirmed' THEN ARRAY['processing', 'on_hold', 'cancelled']
    WHEN 'processing' THEN ARRAY['shipped', 'on_hold', 'cancelled']
    WHEN 'on_hold' THEN ARRAY['pending', 'confirmed', 'processing', 'cancelled']
    WHEN 'shipped' THEN ARRAY['delivered', 'refunded']
    WHEN 'delivered' THEN ARRAY['completed', 'refunded']
    WHEN 'completed' THEN ARRAY['refunded']
    ELSE ARRAY[]::text[]
  END);
END
$$;

COMMENT ON FUNCTION app.order_transition_allowed(text, text) IS
  'Whether an order may go from one status to another: the one place where the paths of an order are written down.';
