-- may execute: nobody
CREATE OR REPLACE FUNCTION app.supersede_review() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_other public.product_review;
BEGIN
  SELECT * INTO v_other FROM public.product_review r
  WHERE r.tenant_id = NEW.tenant_id AND r.personal_key_id = NEW.personal_key_id AND r.product_id = NEW.product_id
    AND r.superseded_at IS NULL AND r.id <> NEW.id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN NEW;
  END IF;
  -- The later word counts, also where it has not been moderated yet.
  IF (v_other.created_at, v_other.id) < (NEW.created_at, NEW.id) THEN
    UPDATE public.product_review r SET superseded_at = now()
    WHERE r.tenant_id = v_other.tenant_id AND r.id = v_other.id;
  ELSE
    NEW.superseded_at := now();
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER tr_product_review_supersede BEFORE UPDATE OF personal_key_id ON public.product_review
  FOR EACH ROW WHEN (
    NEW.personal_key_id IS NOT NULL AND NEW.superseded_at IS NULL
    AND OLD.personal_key_id IS DISTINCT FROM NEW.personal_key_id
  )
  EXECUTE FUNCTION app.supersede_review();

COMMENT ON FUNCTION app.supersede_review() IS
  'Trigger: when a review is moved to a person who has one of the same product, as merging two persons does, the later one counts and the other is kept as superseded.';
