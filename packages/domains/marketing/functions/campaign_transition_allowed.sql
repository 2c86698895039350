-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.campaign_transition_allowed(p_from text, p_to text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN p_to = ANY (CASE p_from
    WHEN 'draft' THEN ARRAY['planning', 'cancelled']
    WHEN 'planning' THEN ARRAY['draft', 'in_progress', 'launching', 'cancelled']
    WHEN 'in_progress' THEN ARRAY['launching', 'paused', 'completed', 'cancelled']
    WHEN 'launching' THEN ARRAY['in_progress', 'paused', 'completed', 'cancelled']
    WHEN 'paused' THEN ARRAY['in_progress', 'launching', 'completed', 'cancelled']
    ELSE ARRAY[]::text[]
  END);
END
$$;

COMMENT ON FUNCTION app.campaign_transition_allowed(text, text) IS
  'Whether a campaign may go from one status to another: the one place where its paths are written down.';
