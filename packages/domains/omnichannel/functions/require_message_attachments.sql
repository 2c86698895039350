-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_message_attachments(p_attachments jsonb) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- A connector hands on what its network says of a file; what is not kept is let through.
  PERFORM app.require_recordset('attachments of a message', app.json_list(p_attachments), 'attachment_type text', 'url text',
    'file_name text', 'mime_type text', 'size_bytes bigint', 'width integer', 'height integer', 'duration_seconds integer',
    'external_media_id text', 'metadata object', '*');
END
$$;

COMMENT ON FUNCTION app.require_message_attachments(jsonb) IS
  'Raises 22023 unless the attachments of a message are written as app.receive_message and app.send_message take them. Not for callers.';
