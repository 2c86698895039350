-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.opportunity_transition_allowed(p_from text, p_to text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE
    WHEN p_from IN ('prospecting', 'qualification', 'proposal', 'negotiation')
      THEN p_to IN ('prospecting', 'qualification', 'proposal', 'negotiation', 'won', 'lost', 'abandoned') AND p_to <> p_from
    WHEN p_from IN ('lost', 'abandoned') THEN p_to IN ('prospecting', 'qualification', 'proposal', 'negotiation')
    WHEN p_from = 'won' THEN false
  END
$$;

COMMENT ON FUNCTION app.opportunity_transition_allowed(text, text) IS
  'Whether an opportunity may go from where it stands, a stage while it is open and an outcome afterwards, to another stage or outcome: among the stages in any order, to won, lost or abandoned; lost and abandoned are taken up again at a stage; won stays. Null for an unknown one.';
