-- may execute: nobody
CREATE OR REPLACE FUNCTION app.forget_person_in_reviews() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.product_review r
  SET reviewer_name = NULL, reviewer_email = NULL, title = NULL, comment = NULL
  WHERE r.tenant_id = OLD.tenant_id AND r.personal_key_id IS NULL AND r.reviewer_email = OLD.reviewer_email;
  RETURN NULL;
END
$$;

-- app.erase_person empties a review that is linked to the person: the same address leads to those written before that.
CREATE OR REPLACE TRIGGER tr_product_review_forget_same_address AFTER UPDATE OF reviewer_email ON public.product_review
  FOR EACH ROW WHEN (
    OLD.personal_key_id IS NOT NULL AND OLD.reviewer_email IS NOT NULL
    AND NEW.reviewer_email IS NULL AND NEW.reviewer_name IS NULL AND current_user = 'erp_definer'
  )
  EXECUTE FUNCTION app.forget_person_in_reviews();

COMMENT ON FUNCTION app.forget_person_in_reviews() IS
  'Trigger: when a review of an erased person loses its address, reviews of the same address that are linked to nobody lose address, name and words, too; the stars stay and go on counting.';
