-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.case_transition_allowed(p_from text, p_to text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN p_to = ANY (CASE p_from
    WHEN 'inquiry' THEN ARRAY['approved', 'received', 'rejected', 'closed']
    WHEN 'approved' THEN ARRAY['in_transit', 'received', 'refunded', 'rejected', 'closed']
    WHEN 'in_transit' THEN ARRAY['received', 'closed']
    WHEN 'received' THEN ARRAY['in_repair', 'replaced', 'refunded', 'rejected', 'closed']
    WHEN 'in_repair' THEN ARRAY['replaced', 'refunded', 'closed']
    WHEN 'replaced' THEN ARRAY['closed']
    WHEN 'refunded' THEN ARRAY['closed']
    WHEN 'rejected' THEN ARRAY['closed']
    ELSE ARRAY[]::text[]
  END);
END
$$;

COMMENT ON FUNCTION app.case_transition_allowed(text, text) IS
  'Whether an after-sales case may go from one status to another: the one place where the paths of a case are written down.';
