-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.schedule_transition_allowed(p_from text, p_to text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN p_to = ANY (CASE p_from
    WHEN 'draft' THEN ARRAY['confirmed', 'cancelled']
    WHEN 'confirmed' THEN ARRAY['completed', 'failed', 'cancelled']
    ELSE ARRAY[]::text[]
  END);
END
$$;

COMMENT ON FUNCTION app.schedule_transition_allowed(text, text) IS
  'Whether a shift may go from one status to another: the one place where the paths of a shift are written down.';
