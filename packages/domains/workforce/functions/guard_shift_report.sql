CREATE OR REPLACE FUNCTION app.guard_shift_report() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RAISE EXCEPTION 'A closed report does not change.'
    USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('Report %s is %s.', OLD.id, OLD.status),
    HINT = 'Say in the review what is wrong with it, and open another report.';
END
$$;

CREATE OR REPLACE TRIGGER tr_shift_report_guard BEFORE UPDATE ON public.shift_report
  FOR EACH ROW WHEN (
    OLD.status <> 'draft' AND (OLD.staff_id, OLD.report_date, OLD.started_at, OLD.ended_at, OLD.submitted_at,
      OLD.orders_count, OLD.sales_amount, OLD.currency_code, OLD.metrics, OLD.summary, OLD.handover_notes, OLD.issues,
      NEW.status = 'draft')
    IS DISTINCT FROM (NEW.staff_id, NEW.report_date, NEW.started_at, NEW.ended_at, NEW.submitted_at,
      NEW.orders_count, NEW.sales_amount, NEW.currency_code, NEW.metrics, NEW.summary, NEW.handover_notes, NEW.issues,
      false)
  )
  EXECUTE FUNCTION app.guard_shift_report();

ALTER FUNCTION app.guard_shift_report() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.guard_shift_report() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.guard_shift_report() IS
  'Trigger: what a report says is fixed when it is closed, whoever asks.';
