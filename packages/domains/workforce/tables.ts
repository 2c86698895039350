/** Row types of workforce, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface DepartmentRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  description: string | null;
  timezone: string | null;
  is_active: boolean;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface LeaveEntryRow {
  tenant_id: string;
  id: string;
  staff_id: string;
  leave_type_id: string;
  kind: 'grant' | 'consumption' | 'reversal' | 'adjustment' | 'expiry';
  days: string;
  effective_on: Date;
  time_off_request_id: string | null;
  reason: string;
  created_by: string | null;
  created_at: Date;
}

export interface LeaveTypeRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  description: string | null;
  requires_approval: boolean;
  is_paid: boolean;
  tracks_balance: boolean;
  is_active: boolean;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface PerformanceCriteriaRow {
  tenant_id: string;
  id: string;
  name: string;
  description: string | null;
  department_id: string | null;
  type: 'quantitative' | 'qualitative';
  weight: string;
  max_score: string;
  is_active: boolean;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface PerformanceEvaluationRow {
  tenant_id: string;
  id: string;
  staff_id: string;
  evaluator_id: string | null;
  department_id: string | null;
  period_start: Date;
  period_end: Date;
  overall_score: string | null;
  status: 'draft' | 'submitted' | 'approved' | 'rejected';
  notes: string | null;
  submitted_at: Date | null;
  approved_by: string | null;
  approved_at: Date | null;
  rejected_by: string | null;
  rejected_at: Date | null;
  rejection_reason: string | null;
  created_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface PerformanceScoreRow {
  tenant_id: string;
  id: string;
  evaluation_id: string;
  staff_id: string;
  criteria_id: string;
  score: string;
  comments: string | null;
  evaluator_id: string | null;
  weight: string | null;
  max_score: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface ScheduleRow {
  tenant_id: string;
  id: string;
  staff_id: string;
  department_id: string | null;
  store_id: string | null;
  start_time: Date;
  end_time: Date;
  timezone: string;
  work_date: Date | null;
  total_minutes: number | null;
  shift_name: string;
  leave_type_id: string | null;
  reason: string;
  status: 'draft' | 'confirmed' | 'completed' | 'failed' | 'cancelled';
  is_confirmed: boolean | null;
  is_leader_shift: boolean;
  shift_report_id: string | null;
  authorized_at: Date | null;
  authorized_by: string | null;
  is_authorized: boolean | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface SchedulePreferencesRow {
  tenant_id: string;
  id: string;
  staff_id: string;
  year: number;
  week_number: number;
  preferences: unknown;
  created_at: Date;
  updated_at: Date;
}

export interface ScheduleRevisionRow {
  tenant_id: string;
  id: string;
  revision_type: 'create' | 'update' | 'cancel' | 'swap' | 'bulk';
  start_date: Date | null;
  end_date: Date | null;
  description: string | null;
  applied_at: Date | null;
  applied_by: string | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface ScheduleRevisionDetailRow {
  tenant_id: string;
  id: string;
  revision_id: string;
  action: 'create' | 'update' | 'cancel';
  schedule_id: string | null;
  staff_id: string;
  department_id: string | null;
  start_time: Date;
  end_time: Date;
  timezone: string;
  total_minutes: number | null;
  shift_name: string;
  reason: string;
  is_confirmed: boolean;
  is_leader_shift: boolean;
  previous: unknown;
  applied_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface ScheduleTimeOffRequestRow {
  tenant_id: string;
  id: string;
  staff_id: string;
  leave_type_id: string;
  staff_group: string | null;
  reason: string;
  email_body: string | null;
  day_off: Date;
  last_day_off: Date;
  from_time: string | null;
  until_time: string | null;
  timezone: string;
  start_time: Date | null;
  end_time: Date | null;
  days: string;
  status: 'pending' | 'approved' | 'rejected' | 'cancelled';
  schedule_id: string | null;
  hr_comment: string | null;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface ShiftReportRow {
  tenant_id: string;
  id: string;
  staff_id: string;
  store_id: string | null;
  department_id: string | null;
  report_date: Date;
  started_at: Date;
  ended_at: Date | null;
  worked_minutes: number | null;
  status: 'draft' | 'submitted' | 'approved' | 'rejected';
  summary: string | null;
  handover_notes: string | null;
  issues: string | null;
  orders_count: number;
  sales_amount: string;
  currency_code: string | null;
  metrics: unknown;
  submitted_at: Date | null;
  reviewed_by: string | null;
  reviewed_at: Date | null;
  review_comment: string | null;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    department: Knex.CompositeTableType<
      DepartmentRow,
      Inserted<DepartmentRow, 'code' | 'name'>,
      Updated<DepartmentRow>
    >;
    leave_entry: Knex.CompositeTableType<
      LeaveEntryRow,
      Inserted<LeaveEntryRow, 'staff_id' | 'leave_type_id' | 'kind' | 'days' | 'effective_on'>,
      Updated<LeaveEntryRow>
    >;
    leave_type: Knex.CompositeTableType<
      LeaveTypeRow,
      Inserted<LeaveTypeRow, 'code' | 'name'>,
      Updated<LeaveTypeRow>
    >;
    performance_criteria: Knex.CompositeTableType<
      PerformanceCriteriaRow,
      Inserted<PerformanceCriteriaRow, 'name'>,
      Updated<PerformanceCriteriaRow>
    >;
    performance_evaluation: Knex.CompositeTableType<
      PerformanceEvaluationRow,
      Inserted<PerformanceEvaluationRow, 'staff_id' | 'period_start' | 'period_end'>,
      Updated<PerformanceEvaluationRow>
    >;
    performance_score: Knex.CompositeTableType<
      PerformanceScoreRow,
      Inserted<PerformanceScoreRow, 'evaluation_id' | 'staff_id' | 'criteria_id' | 'score'>,
      Updated<PerformanceScoreRow>
    >;
    schedule: Knex.CompositeTableType<
      ScheduleRow,
      Inserted<ScheduleRow, 'staff_id' | 'start_time' | 'end_time', 'work_date' | 'total_minutes' | 'is_confirmed' | 'is_authorized'>,
      Updated<ScheduleRow, 'work_date' | 'total_minutes' | 'is_confirmed' | 'is_authorized'>
    >;
    schedule_preferences: Knex.CompositeTableType<
      SchedulePreferencesRow,
      Inserted<SchedulePreferencesRow, 'staff_id' | 'week_number'>,
      Updated<SchedulePreferencesRow>
    >;
    schedule_revision: Knex.CompositeTableType<
      ScheduleRevisionRow,
      Inserted<ScheduleRevisionRow, never>,
      Updated<ScheduleRevisionRow>
    >;
    schedule_revision_detail: Knex.CompositeTableType<
      ScheduleRevisionDetailRow,
      Inserted<ScheduleRevisionDetailRow, 'revision_id' | 'staff_id' | 'start_time' | 'end_time', 'total_minutes'>,
      Updated<ScheduleRevisionDetailRow, 'total_minutes'>
    >;
    schedule_time_off_request: Knex.CompositeTableType<
      ScheduleTimeOffRequestRow,
      Inserted<ScheduleTimeOffRequestRow, 'staff_id' | 'leave_type_id' | 'day_off' | 'last_day_off' | 'days', 'start_time' | 'end_time'>,
      Updated<ScheduleTimeOffRequestRow, 'start_time' | 'end_time'>
    >;
    shift_report: Knex.CompositeTableType<
      ShiftReportRow,
      Inserted<ShiftReportRow, 'staff_id' | 'report_date', 'worked_minutes'>,
      Updated<ShiftReportRow, 'worked_minutes'>
    >;
  }
}
