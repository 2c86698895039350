-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.lead_transition_allowed(p_from text, p_to text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN p_to = ANY (CASE p_from
    WHEN 'new' THEN ARRAY['contacted', 'qualified', 'converted', 'lost']
    WHEN 'contacted' THEN ARRAY['qualified', 'converted', 'lost']
    WHEN 'qualified' THEN ARRAY['contacted', 'converted', 'lost']
    WHEN 'lost' THEN ARRAY['contacted']
    ELSE ARRAY[]::text[]
  END);
END
$$;

COMMENT ON FUNCTION app.lead_transition_allowed(text, text) IS
  'Whether a lead may go from one status to another: the one place where the paths of a lead are written down. A lost lead can be taken up again, a converted one stays converted.';
