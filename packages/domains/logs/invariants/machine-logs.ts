import type { Invariant } from '@erp/kit/invariant';

/** What webhooks and jobs wrote. */
export const machineLogInvariants: readonly Invariant[] = [
  {
    name: 'taken_delivery_was_called',
    says: 'A delivery that a demo has taken has its call in the log, as far back as the log goes.',
    // Whether a connector logs its calls is its own affair.
    about: 'demo',
    sql: `
      SELECT d.tenant_id, d.sent_by || ' ' || d.delivery_id AS key, 'was taken, but no call of it is in the log' AS found
      FROM sys_tenants t
      CROSS JOIN LATERAL (SELECT min(l.created_at) AS since FROM logs_webhook l WHERE l.tenant_id = t.id) first
      JOIN logs_webhook_deliveries d ON d.tenant_id = t.id AND d.created_at > first.since
      WHERE NOT EXISTS (
        SELECT FROM logs_webhook l
        WHERE l.tenant_id = d.tenant_id AND l.sent_by = d.sent_by AND l.delivery_id = d.delivery_id
          AND l.direction = 'in'
      ) AND EXISTS (SELECT FROM sys_demo_seeds s WHERE s.tenant_id = d.tenant_id AND s.table_name = 'logs_webhook_deliveries')`,
  },
  {
    name: 'tries_in_order',
    says: 'The tries of a delivery that we send are numbered in the order of time, and end with the first that is answered well.',
    sql: `
      SELECT l.tenant_id, l.sent_by || ' ' || l.delivery_id AS key,
        format('try %s came after try %s, which was answered %s', l.attempt, l.before, l.answer) AS found
      FROM (
        SELECT l.tenant_id, l.sent_by, l.delivery_id, l.attempt,
          lag(l.attempt) OVER delivery AS before, lag(l.status) OVER delivery AS answer
        FROM logs_webhook l
        WHERE l.direction = 'out' AND l.delivery_id IS NOT NULL
        WINDOW delivery AS (PARTITION BY l.tenant_id, l.sent_by, l.delivery_id ORDER BY l.created_at, l.id)
      ) l
      WHERE l.attempt <> l.before + 1 OR l.answer BETWEEN 200 AND 299`,
  },
  {
    name: 'run_ends_once',
    says: 'A run of a job ends once at most, and not before it began.',
    sql: `
      SELECT r.tenant_id, r.request_id || ' ' || r.job AS key,
        format('began at %s, ended %s times, first at %s', r.began, r.ends, r.ended) AS found
      FROM (
        SELECT l.tenant_id, l.request_id, l.details ->> 'job' AS job,
          min(l.created_at) FILTER (WHERE l.action = 'job_started') AS began,
          count(*) FILTER (WHERE l.action IN ('job_finished', 'job_failed')) AS ends,
          min(l.created_at) FILTER (WHERE l.action IN ('job_finished', 'job_failed')) AS ended
        FROM logs_system l
        WHERE l.request_id IS NOT NULL AND l.details ->> 'job' IS NOT NULL
        GROUP BY l.tenant_id, l.request_id, l.details ->> 'job'
      ) r
      WHERE r.began IS NOT NULL AND (r.ends > 1 OR r.ended < r.began)`,
  },
];
