-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.conversation_transition_allowed(p_from text, p_to text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN p_to = ANY (CASE p_from
    WHEN 'open' THEN ARRAY['pending', 'snoozed', 'resolved', 'archived']
    WHEN 'pending' THEN ARRAY['open', 'snoozed', 'resolved', 'archived']
    WHEN 'snoozed' THEN ARRAY['open', 'pending', 'resolved', 'archived']
    WHEN 'resolved' THEN ARRAY['open', 'archived']
    ELSE ARRAY[]::text[]
  END);
END
$$;

COMMENT ON FUNCTION app.conversation_transition_allowed(text, text) IS
  'Whether a conversation may go from one status to another: the one place where its paths are written down. A resolved one can be opened again, an archived one stays as it is.';
