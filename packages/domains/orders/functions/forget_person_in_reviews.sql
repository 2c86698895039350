CREATE OR REPLACE FUNCTION app.forget_person_in_reviews() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.product_review r
  SET reviewer_name = NULL, reviewer_email = NULL, title = NULL, comment = NULL
  WHERE r.tenant_id = NEW.tenant_id AND r.personal_key_id = NEW.id
    AND (r.reviewer_name IS NOT NULL OR r.reviewer_email IS NOT NULL OR r.title IS NOT NULL OR r.comment IS NOT NULL);
  RETURN NULL;
END
$$;

-- Products knows nothing of persons and crm nothing of products: orders is the first domain that sees both.
CREATE OR REPLACE TRIGGER tr_crm_personal_keys_forget_in_reviews AFTER UPDATE OF erased_at ON public.crm_personal_keys
  FOR EACH ROW WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)
  EXECUTE FUNCTION app.forget_person_in_reviews();

ALTER FUNCTION app.forget_person_in_reviews() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.forget_person_in_reviews() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.forget_person_in_reviews() IS
  'Takes name, address and words of an erased person out of product reviews; the stars stay and go on counting.';
