-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.promotion_transition_allowed(p_from text, p_to text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN p_to = ANY (CASE p_from
    WHEN 'draft' THEN ARRAY['scheduled', 'active', 'cancelled']
    WHEN 'scheduled' THEN ARRAY['active', 'paused', 'cancelled']
    WHEN 'active' THEN ARRAY['paused', 'ended', 'cancelled']
    WHEN 'paused' THEN ARRAY['scheduled', 'active', 'ended', 'cancelled']
    ELSE ARRAY[]::text[]
  END);
END
$$;

COMMENT ON FUNCTION app.promotion_transition_allowed(text, text) IS
  'Whether a promotion may go from one status to another: the one place where its paths are written down.';
