-- may execute: nobody
-- Runs as whoever updates.
CREATE OR REPLACE FUNCTION app.guard_utm_links() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT pg_has_role(current_user, 'erp_service', 'MEMBER') THEN
    RAISE EXCEPTION 'Link % has been clicked.', OLD.id
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'mkt_utm_links',
      HINT = 'Its tags and its partner stay what they were when it was clicked; make another link.';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER tr_mkt_utm_links_guard
  BEFORE UPDATE OF source, medium, campaign, term, content, affiliate_id ON public.mkt_utm_links
  FOR EACH ROW WHEN (
    -- Column by column: a comparison of rows would come back from a restore in another form.
    OLD.clicks > 0 AND (
      OLD.source IS DISTINCT FROM NEW.source
      OR OLD.medium IS DISTINCT FROM NEW.medium
      OR OLD.campaign IS DISTINCT FROM NEW.campaign
      OR OLD.term IS DISTINCT FROM NEW.term
      OR OLD.content IS DISTINCT FROM NEW.content
      OR OLD.affiliate_id IS DISTINCT FROM NEW.affiliate_id
    )
  ) EXECUTE FUNCTION app.guard_utm_links();

COMMENT ON FUNCTION app.guard_utm_links() IS
  'Trigger: the tags and the partner of a link that has been clicked do not change, since clicks were counted under them. Not for the service roles.';
