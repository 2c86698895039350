-- may execute: nobody
CREATE OR REPLACE FUNCTION app.reopen_changed_review() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.status := 'pending';
  NEW.approved_at := NULL;
  NEW.approved_by := NULL;
  RETURN NEW;
END
$$;

-- Functions and service roles, e.g. one that erases a person, change words without calling for a moderator.
CREATE OR REPLACE TRIGGER tr_product_review_reopen BEFORE UPDATE OF rating, title, comment, reviewer_name
  ON public.product_review
  FOR EACH ROW WHEN (
    OLD.status <> 'pending'
    -- Column by column: a comparison of rows would come back from a restore in another form.
    AND (
      OLD.rating IS DISTINCT FROM NEW.rating
      OR OLD.title IS DISTINCT FROM NEW.title
      OR OLD.comment IS DISTINCT FROM NEW.comment
      OR OLD.reviewer_name IS DISTINCT FROM NEW.reviewer_name
    )
    AND NOT pg_has_role(current_user, 'erp_service', 'MEMBER') AND current_user <> 'erp_definer'
  )
  EXECUTE FUNCTION app.reopen_changed_review();

COMMENT ON FUNCTION app.reopen_changed_review() IS
  'Trigger: a review whose stars or words are changed waits for a moderator again.';
