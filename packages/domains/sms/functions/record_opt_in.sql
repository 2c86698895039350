-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.record_opt_in(
  p_phone text, p_source text, p_wording text DEFAULT NULL, p_at timestamptz DEFAULT clock_timestamp()
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM app.require_permission('sms.write');
  PERFORM app.require_allowed('sms_consent_log', 'source', p_source);
  RETURN app.book_consent((app.meet_sms_contact(p_phone)).id, 'opted_in', p_source, p_wording, p_at);
END
$$;

COMMENT ON FUNCTION app.record_opt_in(text, text, text, timestamptz) IS
  'Records that somebody agrees to be texted: how, in which words, when. A later opt-out holds against it. True when the state changed; the log has it in any case. A second call is a second one. Needs sms.write. Raises 22023.';
