-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_sms_attachments(p_attachments jsonb) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- A worker hands on what its provider says of a file; what is not kept is let through.
  PERFORM app.require_recordset('attachments of a text message', app.json_list(p_attachments), 'file_url text', 'file_name text',
    'file_extension text', 'file_size bigint', 'mime_type text', 'provider_media_sid text', '*');
END
$$;

COMMENT ON FUNCTION app.require_sms_attachments(jsonb) IS
  'Raises 22023 unless the media of a text message are written as app.enqueue_sms and app.receive_sms take them. Not for callers.';
