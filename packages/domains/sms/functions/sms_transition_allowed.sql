-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.sms_transition_allowed(p_from text, p_to text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN p_to = ANY (CASE p_from
    WHEN 'queued' THEN ARRAY['sending', 'sent', 'delivered', 'read', 'failed', 'cancelled']
    WHEN 'sending' THEN ARRAY['queued', 'sent', 'delivered', 'read', 'failed', 'cancelled']
    WHEN 'sent' THEN ARRAY['delivered', 'read', 'failed']
    WHEN 'delivered' THEN ARRAY['read']
    WHEN 'failed' THEN ARRAY['delivered', 'read']
    WHEN 'cancelled' THEN ARRAY['sent', 'delivered', 'read']
    ELSE ARRAY[]::text[]
  END);
END
$$;

COMMENT ON FUNCTION app.sms_transition_allowed(text, text) IS
  'Whether a text message may go from one status to another: the one place where its paths are written down. What a provider has evidence of holds: a message that was given up may turn out to be delivered, never the other way.';
