-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.record_message_delivery(
  p_message_id bigint, p_status text, p_external_message_id text DEFAULT NULL, p_at timestamptz DEFAULT now(),
  p_error text DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM app.require_permission('omnichannel.receive');
  IF p_status NOT IN ('sent', 'delivered', 'read', 'failed') OR p_status IS NULL THEN
    RAISE EXCEPTION '"%" is nothing that a network reports.', p_status
      USING ERRCODE = 'invalid_parameter_value', HINT = 'One of sent, delivered, read, failed.';
  END IF;
  RETURN app.book_delivery(p_message_id, p_status, nullif(btrim(p_external_message_id), ''), coalesce(p_at, now()), p_error);
END
$$;

COMMENT ON FUNCTION app.record_message_delivery(bigint, text, text, timestamptz, text) IS
  'Notes what a network reports of a message of ours, and the id that it gave it. Forward only: late and repeated receipts change nothing but a missing time. True when the status moved. Needs omnichannel.receive. Raises P0002, 22023, 55000 for a message that is not delivered, 23505 when the id is that of another message.';
