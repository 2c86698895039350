-- may execute: nobody
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
    -- Column by column: a comparison of rows would come back from a restore in another form.
    OLD.status <> 'draft' AND (
      NEW.status = 'draft'
      OR OLD.staff_id IS DISTINCT FROM NEW.staff_id
      OR OLD.report_date IS DISTINCT FROM NEW.report_date
      OR OLD.started_at IS DISTINCT FROM NEW.started_at
      OR OLD.ended_at IS DISTINCT FROM NEW.ended_at
      OR OLD.submitted_at IS DISTINCT FROM NEW.submitted_at
      OR OLD.orders_count IS DISTINCT FROM NEW.orders_count
      OR OLD.sales_amount IS DISTINCT FROM NEW.sales_amount
      OR OLD.currency_code IS DISTINCT FROM NEW.currency_code
      OR OLD.metrics IS DISTINCT FROM NEW.metrics
      -- The words of somebody who has left are erased by app.erase_member.
      OR OLD.summary IS DISTINCT FROM NEW.summary AND (NEW.summary IS NOT NULL OR current_user <> 'erp_definer')
      OR OLD.handover_notes IS DISTINCT FROM NEW.handover_notes
        AND (NEW.handover_notes IS NOT NULL OR current_user <> 'erp_definer')
      OR OLD.issues IS DISTINCT FROM NEW.issues AND (NEW.issues IS NOT NULL OR current_user <> 'erp_definer')
    )
  )
  EXECUTE FUNCTION app.guard_shift_report();

COMMENT ON FUNCTION app.guard_shift_report() IS
  'Trigger: what a report says is fixed when it is closed, whoever asks; the words of an erased member go.';
