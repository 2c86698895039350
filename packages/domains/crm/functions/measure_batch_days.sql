-- may execute: nobody
CREATE OR REPLACE FUNCTION app.measure_batch_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_batch record;
BEGIN
  -- Whoever changes the people of a batch holds its lock: a day is measured before or after that, not beside it.
  FOR v_batch IN
    SELECT b.tenant_id, b.id FROM public.crm_reengaged_batches b
    WHERE (b.tenant_id, b.id) IN (SELECT m.tenant_id, m.batch_id FROM measured m)
    ORDER BY b.tenant_id, b.id FOR NO KEY UPDATE
  LOOP
    PERFORM app.refresh_batch_days(v_batch.tenant_id, v_batch.id);
  END LOOP;
  RETURN NULL;
END
$$;

-- What the function itself writes is right already.
CREATE OR REPLACE TRIGGER tr_crm_reengage_batches_stats_measured AFTER INSERT ON public.crm_reengage_batches_stats
  REFERENCING NEW TABLE AS measured FOR EACH STATEMENT EXECUTE FUNCTION app.measure_batch_days();
CREATE OR REPLACE TRIGGER tr_crm_reengage_batches_stats_changed AFTER UPDATE ON public.crm_reengage_batches_stats
  REFERENCING NEW TABLE AS measured FOR EACH STATEMENT
  WHEN (current_user <> 'erp_definer') EXECUTE FUNCTION app.measure_batch_days();

COMMENT ON FUNCTION app.measure_batch_days() IS
  'Trigger: a day of a win-back batch that is added or changed gets the figures that its people had by that day, whatever was written.';
