import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';

const faults = {
  overall_score_derived: "UPDATE performance_evaluation SET overall_score = 12.5 WHERE status = 'approved'",
  score_within_its_maximum: 'UPDATE performance_criteria SET max_score = 1',
  judged_by_the_whole: 'DELETE FROM performance_score WHERE criteria_id = 1',
  approved_absence_is_planned: `
    UPDATE schedule SET start_time = start_time + interval '1 hour' WHERE leave_type_id IS NOT NULL`,
  cancelled_absence_is_free_again: `
    UPDATE schedule s SET status = 'confirmed' FROM schedule_time_off_request r
    WHERE r.tenant_id = s.tenant_id AND r.schedule_id = s.id AND r.status = 'cancelled'`,
  leave_taken_once: "DELETE FROM leave_entry WHERE kind = 'reversal'",
  leave_balance_holds: "DELETE FROM leave_entry WHERE kind = 'grant'",
  report_of_its_shift: "UPDATE shift_report SET report_date = report_date - 1 WHERE status = 'approved'",
  authorized_hours_were_planned: `
    ALTER TABLE schedule DROP CONSTRAINT ck_schedule_authorized_at;
    UPDATE schedule SET status = 'failed' WHERE authorized_at IS NOT NULL`,
  revision_took_effect_whole:
    'UPDATE schedule_revision_detail SET applied_at = NULL WHERE applied_at IS NOT NULL',
  report_names_orders: "UPDATE shift_report SET sales_amount = sales_amount + 1 WHERE status = 'approved'",
  planned_at_work:
    "UPDATE schedule SET authorized_at = authorized_at + interval '12 hours' WHERE authorized_at IS NOT NULL",
  judged_when_it_is_over:
    'UPDATE performance_evaluation SET submitted_at = period_start WHERE submitted_at IS NOT NULL',
};

testInvariants(definition, faults, ['orders']);
