-- may execute: nobody
CREATE OR REPLACE FUNCTION app.refresh_batch_figures() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_batch record;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM FROM changed_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
    WHERE (n.contacted_at, n.responded_at, n.converted_at, n.conversion_value)
      IS DISTINCT FROM (o.contacted_at, o.responded_at, o.converted_at, o.conversion_value);
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
  END IF;

  -- Batches are locked in the order of their numbers.
  FOR v_batch IN
    SELECT b.tenant_id, b.id FROM public.crm_reengaged_batches b
    WHERE (b.tenant_id, b.id) IN (SELECT m.tenant_id, m.batch_id FROM changed_rows m)
    ORDER BY b.tenant_id, b.id FOR NO KEY UPDATE
  LOOP
    -- A statement of its own, so that it sees what others committed while this one waited for the lock.
    UPDATE public.crm_reengaged_batches b
    SET contacted_count = s.contacted, response_count = s.responded, conversion_count = s.converted,
      reactivated_revenue = s.revenue
    FROM (
      SELECT count(m.contacted_at) AS contacted, count(m.responded_at) AS responded,
        count(m.converted_at) AS converted, coalesce(sum(m.conversion_value), 0) AS revenue
      FROM public.crm_reengage_personal_keys m
      WHERE m.tenant_id = v_batch.tenant_id AND m.batch_id = v_batch.id
    ) s
    WHERE b.tenant_id = v_batch.tenant_id AND b.id = v_batch.id
      AND (b.contacted_count, b.response_count, b.conversion_count, b.reactivated_revenue)
        IS DISTINCT FROM (s.contacted, s.responded, s.converted, s.revenue);
    PERFORM app.refresh_batch_days(v_batch.tenant_id, v_batch.id);
  END LOOP;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_crm_reengage_personal_keys_added AFTER INSERT ON public.crm_reengage_personal_keys
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_batch_figures();
CREATE OR REPLACE TRIGGER tr_crm_reengage_personal_keys_changed AFTER UPDATE ON public.crm_reengage_personal_keys
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_batch_figures();
CREATE OR REPLACE TRIGGER tr_crm_reengage_personal_keys_removed AFTER DELETE ON public.crm_reengage_personal_keys
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION app.refresh_batch_figures();

COMMENT ON FUNCTION app.refresh_batch_figures() IS
  'Trigger: keeps the counts and the revenue of win-back batches and of their days equal to their rows, once per statement. A row changes its batch only by leaving it and being added to the other.';
