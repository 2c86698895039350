/** Calls of the functions of workforce, written by `pnpm types` from the migrated schema. A test holds them to it. */
import { functionCall, type Decimal, type Id, type Moment } from '@erp/kit/function-call';

export const workforce = {
  /** Lets a revision take effect: makes, changes and calls off all of its shifts, or none; keeps what they were before. False when it was applied already. Needs workforce.write. Raises P0002, 55000 when it has no details, a shift is over, or one with a report would change its member or day, 23P01 when a member would be in two places, 40001 when a draft changed hands meanwhile. */
  applyScheduleRevision: functionCall<
    {
      revisionId: Id;
    },
    boolean | null,
    'exclusion_violation' | 'serialization_failure' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'apply_schedule_revision',
    'value',
    { revisionId: 'bigint' },
    { exclusion_violation: '23P01', serialization_failure: '40001', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Approves a submitted evaluation and keeps weights and top marks with its scores; from then on the judged sees it. Neither the judged nor the evaluator may. False when it is approved already. Needs workforce.approve and workforce.read_evaluations. Raises P0002, 42501, 55000. */
  approveEvaluation: functionCall<
    {
      evaluationId: Id;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'approve_evaluation',
    'value',
    { evaluationId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Authorizes the hours of a confirmed or completed shift; not ones own. False when they are already. Needs workforce.approve. Raises P0002, 42501, 55000. */
  authorizeShift: functionCall<
    {
      scheduleId: Id;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'authorize_shift',
    'value',
    { scheduleId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Gives a member days of leave from a day on, or takes them away again, and returns the entry. The kind is grant, adjustment or expiry; grant when days are given and adjustment otherwise, unless it is said. A second call is a second one. Needs workforce.manage. Raises P0002, 22023, 23514 when the balance would become negative then or later. */
  bookLeave: functionCall<
    {
      userId: Id;
      leaveTypeId: Id;
      days: Decimal;
      effectiveOn: Moment;
      reason?: string | null | undefined;
      kind?: string | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'check_violation' | 'insufficient_privilege' | 'no_data_found'
  >(
    'book_leave',
    'value',
    { userId: 'bigint', leaveTypeId: 'bigint', days: 'numeric', effectiveOn: 'date', reason: 'text', kind: 'text' },
    { invalid_parameter_value: '22023', check_violation: '23514', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Calls off a pending or approved request: the absence leaves the schedule and the days go back to the balance. The member may until the absence begins, an approver also later. False when it was called off already. Needs workforce.request; for others workforce.approve and workforce.read_absences too. Raises P0002, 55000. */
  cancelTimeOff: functionCall<
    {
      requestId: Id;
      comment?: string | null | undefined;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'cancel_time_off',
    'value',
    { requestId: 'bigint', comment: 'text' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Closes ones own open report; from then on its figures and words are fixed. Figures: orders_count, sales_amount, currency_code, metrics, summary, handover_notes, issues; what is left out stays as it was written before. False when it is closed already, and then nothing changes. Needs workforce.request. Raises P0002, 22023. */
  closeShiftReport: functionCall<
    {
      reportId: Id;
      figures?: unknown | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'no_data_found'
  >(
    'close_shift_report',
    'value',
    { reportId: 'bigint', figures: 'jsonb' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Confirms a drafted shift: from then on it holds against other shifts and time off. False when it is confirmed already. Needs workforce.write. Raises P0002, 55000, 23P01 when the member is not free. */
  confirmShift: functionCall<
    {
      scheduleId: Id;
    },
    boolean,
    'exclusion_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'confirm_shift',
    'value',
    { scheduleId: 'bigint' },
    { exclusion_violation: '23P01', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Opens the evaluation of a member for a period, with scores ([{"criteria_id", "score", "comments"}]), and returns it; a second call returns the same one and gives the scores again. The caller is the evaluator unless details name another one; further details: department_id, notes. Handed in by app.submit_evaluation. Needs workforce.evaluate. Raises 22023, P0002, 42501 for oneself, 55000 when it was handed in or a criterion is none of it, 23505 when somebody else evaluates the member, 23514 when a score is above the top mark. */
  createEvaluation: functionCall<
    {
      staffId: Id;
      periodStart: Moment;
      periodEnd: Moment;
      scores?: unknown | undefined;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'create_evaluation',
    'value',
    { staffId: 'bigint', periodStart: 'date', periodEnd: 'date', scores: 'jsonb', details: 'jsonb' },
    { invalid_parameter_value: '22023', unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Approves or rejects a pending request for time off, not ones own; an approval may put right how many days it takes. It waits for whoever confirms a shift of the same member at the same moment, and the second of the two fails. False when it was decided so already. Needs workforce.approve and workforce.read_absences. Raises P0002, 42501, 55000, 23P01 when a confirmed shift stands against it, 23514 when the balance is too low. */
  decideTimeOff: functionCall<
    {
      requestId: Id;
      decision: string;
      comment?: string | null | undefined;
      days?: Decimal | null | undefined;
    },
    boolean,
    'check_violation' | 'exclusion_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'decide_time_off',
    'value',
    { requestId: 'bigint', decision: 'text', comment: 'text', days: 'numeric' },
    { check_violation: '23514', exclusion_violation: '23P01', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** The days of leave of one kind that a member has on a day, today by the clock of the tenant when none is given: the sum of the ledger up to it. Of others it needs workforce.read_absences. */
  leaveBalance: functionCall<
    {
      userId: Id;
      leaveTypeId: Id;
      at?: Moment | null | undefined;
    },
    string,
    never
  >(
    'leave_balance',
    'value',
    { userId: 'bigint', leaveTypeId: 'bigint', at: 'date' },
    {},
  ),
  /** Opens the report of ones own shift and returns it; there is one open report per member. The report belongs to the day on which the shift began by the clock on the wall. Needs workforce.request. Raises P0002 when the shift is none of yours or not confirmed, 55000 when a report is open, as after a second call. */
  openShiftReport: functionCall<
    {
      scheduleId?: Id | null | undefined;
      storeId?: Id | null | undefined;
      departmentId?: Id | null | undefined;
    },
    string,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'open_shift_report',
    'value',
    { scheduleId: 'bigint', storeId: 'bigint', departmentId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Drafts a shift by the clock on the wall of its department, store or tenant and returns its id; a shift that ends at or before the time at which it begins ends on the next day. Details: department_id, store_id, shift_name, reason, is_leader_shift. A second call is a second one. Needs workforce.write. Raises P0002, 22023. */
  planShift: functionCall<
    {
      staffId: Id;
      day: Moment;
      from: string;
      until: string;
      details?: unknown | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege' | 'no_data_found'
  >(
    'plan_shift',
    'value',
    { staffId: 'bigint', day: 'date', from: 'time without time zone', until: 'time without time zone', details: 'jsonb' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Sends a submitted evaluation back to its evaluator, who can work it over and hand it in again. Neither the judged nor the evaluator may. False when it was sent back already. Needs workforce.approve and workforce.read_evaluations. Raises P0002, 42501, 55000, 23514 without a reason. */
  rejectEvaluation: functionCall<
    {
      evaluationId: Id;
      reason: string;
    },
    boolean,
    'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'reject_evaluation',
    'value',
    { evaluationId: 'bigint', reason: 'text' },
    { check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Asks for time off for oneself, from a day to a last day, and returns the request. Details: reason, days (what it takes from the balance, at most the days of the calendar), from_time and until_time for parts of a day, department_id and store_id for the clock, email_body, staff_group. A leave type without approval is approved at once when the member is free and the balance holds; otherwise the request stays pending. Needs workforce.request. Raises P0002, 22023, 23P01 when another request overlaps. */
  requestTimeOff: functionCall<
    {
      leaveTypeId: Id;
      dayOff: Moment;
      lastDayOff?: Moment | null | undefined;
      details?: unknown | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'exclusion_violation' | 'insufficient_privilege' | 'no_data_found'
  >(
    'request_time_off',
    'value',
    { leaveTypeId: 'bigint', dayOff: 'date', lastDayOff: 'date', details: 'jsonb' },
    { invalid_parameter_value: '22023', exclusion_violation: '23P01', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Approves or rejects a closed report of somebody else. False when it was reviewed so already. Needs workforce.approve. Raises P0002, 42501, 55000. */
  reviewShiftReport: functionCall<
    {
      reportId: Id;
      decision: string;
      comment?: string | null | undefined;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'review_shift_report',
    'value',
    { reportId: 'bigint', decision: 'text', comment: 'text' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Whether a shift may go from one status to another: the one place where the paths of a shift are written down. */
  scheduleTransitionAllowed: functionCall<
    {
      from: string;
      to: string;
    },
    boolean,
    never
  >(
    'schedule_transition_allowed',
    'value',
    { from: 'text', to: 'text' },
    {},
  ),
  /** Gives a score for a criterion in an open evaluation, again if need be; without a score it is taken out. Only the evaluator may. Needs workforce.evaluate. Raises P0002, 55000 when the evaluation was handed in or the criterion is none of it, 23514 when the score is above the top mark. */
  scoreEvaluation: functionCall<
    {
      evaluationId: Id;
      criteriaId: Id;
      score: Decimal;
      comments?: string | null | undefined;
    },
    void,
    'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'score_evaluation',
    'nothing',
    { evaluationId: 'bigint', criteriaId: 'bigint', score: 'numeric', comments: 'text' },
    { check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Hands in a draft, or a rejected evaluation that was worked over. Only the evaluator may. Needs workforce.evaluate. Raises P0002, 55000 when it was handed in already, or the weights of its scored criteria do not add up to 100. */
  submitEvaluation: functionCall<
    {
      evaluationId: Id;
    },
    void,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'submit_evaluation',
    'nothing',
    { evaluationId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Moves a shift to another status along an allowed path; when it fails or is cancelled, its hours are not authorized any more. False when it is there already. Needs workforce.write. Raises 22023 for an unknown status, P0002, 55000 when there is no such path or the shift has not begun, 23P01 when the member is not free. */
  transitionSchedule: functionCall<
    {
      scheduleId: Id;
      to: 'draft' | 'confirmed' | 'completed' | 'failed' | 'cancelled';
      reason?: string | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'exclusion_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_schedule',
    'value',
    { scheduleId: 'bigint', to: 'text', reason: 'text' },
    { invalid_parameter_value: '22023', exclusion_violation: '23P01', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** The clock on the wall of a department, else of a store, else of the tenant: an IANA zone name. */
  workforceTimezone: functionCall<
    {
      departmentId?: Id | null | undefined;
      storeId?: Id | null | undefined;
    },
    string,
    never
  >(
    'workforce_timezone',
    'value',
    { departmentId: 'bigint', storeId: 'bigint' },
    {},
  ),
};
