import type { Invariant } from '@erp/kit/invariant';

/** The rules of the business that the rows of workforce keep. */
export const invariants: readonly Invariant[] = [
  {
    name: 'overall_score_derived',
    says: 'The overall score is the weighted mean of the scores, in percent of their top marks.',
    sql: `
      SELECT e.tenant_id, e.id AS key, format('says %s, its scores say %s', e.overall_score, s.overall_score) AS found
      FROM performance_evaluation e
      LEFT JOIN (
        SELECT p.tenant_id, p.staff_id, p.evaluation_id,
          round(100 * sum(coalesce(p.weight, c.weight) * p.score / coalesce(p.max_score, c.max_score))
            / nullif(sum(coalesce(p.weight, c.weight)), 0), 2) AS overall_score
        FROM performance_score p
        JOIN performance_criteria c ON c.tenant_id = p.tenant_id AND c.id = p.criteria_id
        GROUP BY p.tenant_id, p.staff_id, p.evaluation_id
      ) s ON s.tenant_id = e.tenant_id AND s.staff_id = e.staff_id AND s.evaluation_id = e.id
      WHERE e.overall_score IS DISTINCT FROM s.overall_score`,
  },
  {
    name: 'score_within_its_maximum',
    says: 'No score is above the top mark of its criterion.',
    sql: `
      SELECT p.tenant_id, p.id AS key, format('%s of %s', p.score, c.max_score) AS found
      FROM performance_score p JOIN performance_criteria c ON c.tenant_id = p.tenant_id AND c.id = p.criteria_id
      WHERE p.score > c.max_score`,
  },
  {
    name: 'judged_by_the_whole',
    says: 'The weights of an approved evaluation add up to 100; until then they follow the criteria.',
    sql: `
      SELECT e.tenant_id, e.id AS key, format('adds up to %s', coalesce(sum(coalesce(p.weight, c.weight)), 0)) AS found
      FROM performance_evaluation e
      LEFT JOIN performance_score p ON p.tenant_id = e.tenant_id AND p.staff_id = e.staff_id AND p.evaluation_id = e.id
      LEFT JOIN performance_criteria c ON c.tenant_id = p.tenant_id AND c.id = p.criteria_id
      WHERE e.status = 'approved'
      GROUP BY e.tenant_id, e.id HAVING coalesce(sum(coalesce(p.weight, c.weight)), 0) <> 100`,
  },
  {
    name: 'approved_absence_is_planned',
    says: 'An approved request for time off is an absence in the schedule, at the same time and of the same kind.',
    sql: `
      SELECT r.tenant_id, r.id AS key, format('approved, the schedule says %s', coalesce(s.status, 'nothing')) AS found
      FROM schedule_time_off_request r
      LEFT JOIN schedule s ON s.tenant_id = r.tenant_id AND s.id = r.schedule_id
      WHERE r.status = 'approved'
        AND (s.staff_id, s.leave_type_id, s.start_time, s.end_time, s.is_confirmed)
          IS DISTINCT FROM (r.staff_id, r.leave_type_id, r.start_time, r.end_time, true)`,
  },
  {
    name: 'cancelled_absence_is_free_again',
    says: 'An absence that was called off holds nobody any more.',
    sql: `
      SELECT r.tenant_id, r.id AS key, format('cancelled, the schedule says %s', s.status) AS found
      FROM schedule_time_off_request r JOIN schedule s ON s.tenant_id = r.tenant_id AND s.id = r.schedule_id
      WHERE r.status = 'cancelled' AND s.is_confirmed`,
  },
  {
    name: 'leave_taken_once',
    says: 'A request takes its days from the balance when it is approved, and gives them back when it is called off.',
    sql: `
      SELECT r.tenant_id, r.id AS key, format('%s, %s days, the ledger says %s', r.status, r.days, coalesce(e.days, 0)) AS found
      FROM schedule_time_off_request r
      JOIN leave_type t ON t.tenant_id = r.tenant_id AND t.id = r.leave_type_id
      LEFT JOIN (
        SELECT tenant_id, time_off_request_id, sum(days) AS days FROM leave_entry
        WHERE time_off_request_id IS NOT NULL GROUP BY tenant_id, time_off_request_id
      ) e ON e.tenant_id = r.tenant_id AND e.time_off_request_id = r.id
      WHERE coalesce(e.days, 0) <> CASE WHEN t.tracks_balance AND r.status = 'approved' THEN -r.days ELSE 0 END`,
  },
  {
    name: 'leave_balance_holds',
    says: 'Nobody has taken more leave than was granted until then.',
    sql: `
      SELECT b.tenant_id, format('member %s, leave type %s', b.staff_id, b.leave_type_id) AS key,
        format('%s on %s', b.balance, b.effective_on) AS found
      FROM (
        SELECT e.tenant_id, e.staff_id, e.leave_type_id, e.effective_on,
          sum(sum(e.days)) OVER (PARTITION BY e.tenant_id, e.staff_id, e.leave_type_id ORDER BY e.effective_on) AS balance
        FROM leave_entry e
        GROUP BY e.tenant_id, e.staff_id, e.leave_type_id, e.effective_on
      ) b
      WHERE b.balance < 0`,
  },
  {
    name: 'report_of_its_shift',
    says: 'The report of a shift is by who worked it, on its day.',
    sql: `
      SELECT s.tenant_id, s.id AS key,
        format('on %s by %s, the report is of %s by %s', s.work_date, s.staff_id, r.report_date, r.staff_id) AS found
      FROM schedule s JOIN shift_report r ON r.tenant_id = s.tenant_id AND r.id = s.shift_report_id
      WHERE r.staff_id <> s.staff_id OR r.report_date <> s.work_date`,
  },
  {
    name: 'report_names_orders',
    about: 'demo',
    says: 'The closed report of a shift of a demo names the orders that its writer wrote in it, and what they are worth.',
    needs: ['orders'],
    sql: `
      SELECT r.tenant_id, r.id AS key,
        format('says %s orders of %s, there are %s of %s', r.orders_count, r.sales_amount, count(o.id), coalesce(sum(o.total), 0))
          AS found
      FROM shift_report r
      JOIN sys_demo_seeds d ON d.tenant_id = r.tenant_id AND d.table_name = 'shift_report'
      JOIN sys_demo_seeds s ON s.tenant_id = r.tenant_id AND s.table_name = 'orders'
      LEFT JOIN orders o ON o.tenant_id = r.tenant_id AND o.created_by = r.staff_id AND o.id < 1000000000
        AND o.currency_code = r.currency_code AND o.created_at BETWEEN r.started_at AND r.ended_at
      WHERE r.id < 1000000000 AND r.ended_at IS NOT NULL
      GROUP BY r.tenant_id, r.id, r.orders_count, r.sales_amount
      HAVING (r.orders_count, r.sales_amount) IS DISTINCT FROM (count(o.id), coalesce(sum(o.total), 0))`,
  },
  {
    name: 'authorized_hours_were_planned',
    says: 'Only hours of shifts that hold are authorized, never those of an absence, which its request approves.',
    sql: `
      SELECT s.tenant_id, s.id AS key, format('authorized, but %s', s.status) AS found
      FROM schedule s WHERE s.authorized_at IS NOT NULL AND (NOT s.is_confirmed OR s.leave_type_id IS NOT NULL)`,
  },
  {
    name: 'revision_took_effect_whole',
    says: 'A revision takes effect with all of its details, or with none.',
    sql: `
      SELECT d.tenant_id, d.revision_id AS key, format('revision %s, a detail %s', r.applied_at, d.applied_at) AS found
      FROM schedule_revision_detail d
      JOIN schedule_revision r ON r.tenant_id = d.tenant_id AND r.id = d.revision_id
      WHERE (r.applied_at IS NULL) <> (d.applied_at IS NULL)`,
  },
  {
    name: 'planned_at_work',
    about: 'demo',
    says: 'Who plans, judges and decides in a demo does so by day and from Monday to Friday, by the clock there.',
    sql: `
      SELECT e.tenant_id, e.key, 'by ' || e.staff || ' at ' || to_char(e.at AT TIME ZONE t.timezone, 'Dy HH24:MI') AS found
      FROM (
        SELECT s.tenant_id, 'shift ' || s.id AS key, s.authorized_by AS staff, s.authorized_at AS at
        FROM schedule s WHERE s.id < 1000000000
        UNION ALL
        SELECT r.tenant_id, 'request ' || r.id, r.confirmed_by, r.confirmed_at
        FROM schedule_time_off_request r WHERE r.id < 1000000000
        UNION ALL
        SELECT l.tenant_id, 'entry ' || l.id, l.created_by, l.created_at FROM leave_entry l WHERE l.id < 1000000000
        UNION ALL
        SELECT r.tenant_id, 'report ' || r.id, r.reviewed_by, r.reviewed_at FROM shift_report r WHERE r.id < 1000000000
        UNION ALL
        SELECT v.tenant_id, 'evaluation ' || v.id, v.evaluator_id, v.submitted_at
        FROM performance_evaluation v WHERE v.id < 1000000000
        UNION ALL
        SELECT v.tenant_id, 'evaluation ' || v.id, v.approved_by, v.approved_at
        FROM performance_evaluation v WHERE v.id < 1000000000
      ) e
      JOIN sys_tenants t ON t.id = e.tenant_id
      JOIN sys_demo_seeds d ON d.tenant_id = e.tenant_id AND d.table_name = 'schedule'
      WHERE e.staff IS NOT NULL AND ((e.at AT TIME ZONE t.timezone)::time NOT BETWEEN '07:00' AND '21:00' OR extract(isodow FROM e.at AT TIME ZONE t.timezone) > 5)`,
  },
  {
    name: 'judged_when_it_is_over',
    about: 'demo',
    says: 'An evaluation of a demo is handed in when its time is over.',
    sql: `
      SELECT v.tenant_id, v.id AS key, format('handed in %s, the time ends %s', v.submitted_at, v.period_end) AS found
      FROM performance_evaluation v
      JOIN sys_demo_seeds d ON d.tenant_id = v.tenant_id AND d.table_name = 'performance_evaluation'
      WHERE v.id < 1000000000 AND v.submitted_at::date <= v.period_end`,
  },
];
