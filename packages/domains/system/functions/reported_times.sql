-- may execute: nobody
CREATE OR REPLACE FUNCTION app.reported_times(
  p_status text, p_at timestamptz, p_moves boolean, INOUT p_sent_at timestamptz, INOUT p_delivered_at timestamptz,
  INOUT p_read_at timestamptz, INOUT p_failed_at timestamptz
)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_status = 'sent' THEN
    p_sent_at := coalesce(p_sent_at, least(p_at, p_delivered_at, p_read_at, p_failed_at));
  ELSIF p_status = 'delivered' THEN
    p_delivered_at := coalesce(p_delivered_at, least(greatest(p_at, p_sent_at), p_read_at));
  ELSIF p_status = 'read' THEN
    p_read_at := coalesce(p_read_at, greatest(p_at, p_sent_at, p_delivered_at));
  ELSIF p_status = 'failed' AND p_moves THEN
    p_failed_at := greatest(p_at, p_sent_at);
  END IF;
END
$$;

COMMENT ON FUNCTION app.reported_times(text, timestamptz, boolean, timestamptz, timestamptz, timestamptz, timestamptz) IS
  'The times of a message after a report from outside. What clocks elsewhere say is put in order: a message is sent, arrives and is read. A time that is there stays; a failure counts where it moves the status. For app.record_sms_status and app.book_delivery.';
