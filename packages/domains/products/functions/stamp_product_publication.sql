-- may execute: nobody
CREATE OR REPLACE FUNCTION app.stamp_product_publication() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.published_at := CASE WHEN NEW.status IN ('publish', 'updated') THEN now() END;
  RETURN NEW;
END
$$;

-- Only where status and stamp disagree: an import that brings both runs without a call per row.
CREATE OR REPLACE TRIGGER tr_product_stamp_publication BEFORE INSERT OR UPDATE ON public.product
  FOR EACH ROW WHEN ((NEW.status IN ('publish', 'updated')) <> (NEW.published_at IS NOT NULL))
  EXECUTE FUNCTION app.stamp_product_publication();

COMMENT ON FUNCTION app.stamp_product_publication() IS
  'Trigger: notes when a product was published, and takes the note away when it is withdrawn.';
