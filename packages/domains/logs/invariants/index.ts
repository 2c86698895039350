import type { Invariant } from '@erp/kit/invariant';

/** Columns of a member whose values read the same in the audit and in the row, whatever the settings of the session. */
const MEMBER_COLUMNS = ['display_name', 'status', 'title', 'department', 'manager_user_id'];

/** The rules of the business that the rows of logs keep. */
export const invariants: readonly Invariant[] = [
  {
    name: 'alert_steps',
    says: 'The steps of an alert begin with raising it, and each one is possible after the one before.',
    sql: `
      SELECT e.tenant_id, e.alert_id AS key, format('%s came after %s', e.event, coalesce(e.before, 'nothing')) AS found
      FROM (
        SELECT e.tenant_id, e.alert_id, e.event,
          lag(e.event) OVER (PARTITION BY e.tenant_id, e.alert_id ORDER BY e.created_at, e.id) AS before
        FROM alert_events e
      ) e
      WHERE CASE coalesce(e.before, '')
        WHEN '' THEN e.event <> 'raised'
        WHEN 'acknowledged' THEN e.event NOT IN ('resolved', 'expired')
        WHEN 'resolved' THEN e.event <> 'reopened'
        WHEN 'expired' THEN e.event <> 'reopened'
        ELSE e.event NOT IN ('acknowledged', 'resolved', 'expired')
      END`,
  },
  {
    name: 'alert_as_its_steps',
    says: 'Status, people and words of an alert are those of its steps since it was opened for the last time.',
    sql: `
      SELECT a.tenant_id, a.id AS key,
        format('is %s, its last step is %s', a.status, coalesce(e.last, 'missing')) AS found
      FROM alerts a
      LEFT JOIN (
        SELECT e.tenant_id, e.alert_id,
          (array_agg(e.event ORDER BY e.created_at DESC, e.id DESC))[1] AS last,
          (array_agg(e.user_id ORDER BY e.created_at DESC, e.id DESC))[1] AS last_by,
          (array_agg(e.note ORDER BY e.created_at DESC, e.id DESC))[1] AS last_note,
          max(e.created_at) AS last_at, min(e.created_at) AS first_at,
          max(e.created_at) FILTER (WHERE e.event = 'acknowledged') AS acknowledged_at,
          max(e.created_at) FILTER (WHERE e.event = 'reopened') AS reopened_at
        FROM alert_events e GROUP BY e.tenant_id, e.alert_id
      ) e ON e.tenant_id = a.tenant_id AND e.alert_id = a.id
      WHERE e.last IS NULL
        OR a.status <> CASE WHEN e.last IN ('resolved', 'expired') THEN 'resolved'
          WHEN e.last = 'acknowledged' THEN 'acknowledged' ELSE 'open' END
        OR a.created_at <> e.first_at
        OR a.resolved_at IS DISTINCT FROM CASE WHEN e.last IN ('resolved', 'expired') THEN e.last_at END
        OR a.resolved_by IS DISTINCT FROM CASE WHEN e.last = 'resolved' THEN e.last_by END
        OR a.resolution_notes IS DISTINCT FROM CASE WHEN e.last = 'resolved' THEN e.last_note END
        OR a.acknowledged_at IS DISTINCT FROM
          CASE WHEN e.reopened_at IS NULL OR e.acknowledged_at >= e.reopened_at THEN e.acknowledged_at END`,
  },
  {
    name: 'alert_raised_in_time',
    says: 'An alert was raised for the last time when it opened or later, more than once only if it was raised again.',
    sql: `
      SELECT a.tenant_id, a.id AS key,
        format('raised %s times, from %s to %s', a.occurrences, a.created_at, a.last_raised_at) AS found
      FROM alerts a
      WHERE a.last_raised_at < a.created_at OR (a.occurrences = 1 AND a.last_raised_at <> a.created_at)`,
  },
  {
    name: 'expired_in_time',
    says: 'What ended by itself had not been raised for as long as its kind allows.',
    sql: `
      SELECT a.tenant_id, a.id AS key, format('ended at %s, was to last until %s', a.resolved_at, a.expires_at) AS found
      FROM alerts a
      WHERE a.status = 'resolved' AND a.expires_at > a.resolved_at AND EXISTS (
        SELECT FROM alert_events e
        WHERE e.tenant_id = a.tenant_id AND e.alert_id = a.id AND e.event = 'expired' AND e.created_at = a.resolved_at
      )`,
  },
  {
    name: 'one_trouble_at_a_time',
    says: 'No alert was raised while another one of its kind was open on the same subject.',
    // A reopened one may have had a successor meanwhile.
    sql: `
      SELECT a.tenant_id, a.id AS key, 'was raised while alert ' || a.before || ' was open' AS found
      FROM (
        SELECT a.tenant_id, a.id, a.created_at,
          lag(a.id) OVER subject AS before, lag(a.resolved_at, 1, '-infinity') OVER subject AS ended
        FROM alerts a
        WINDOW subject AS (PARTITION BY a.tenant_id, a.alert_key_id, a.entity_type, a.entity_id ORDER BY a.created_at, a.id)
      ) a
      WHERE a.before IS NOT NULL AND coalesce(a.ended, 'infinity') > a.created_at AND NOT EXISTS (
        SELECT FROM alert_events e
        WHERE e.tenant_id = a.tenant_id AND e.alert_id = a.before AND e.event = 'reopened'
      )`,
  },
  {
    name: 'taken_delivery_was_called',
    says: 'A delivery that was taken has its call in the log, as far back as the log goes.',
    sql: `
      SELECT d.tenant_id, d.sent_by || ' ' || d.delivery_id AS key, 'was taken, but no call of it is in the log' AS found
      FROM sys_tenants t
      CROSS JOIN LATERAL (SELECT min(l.created_at) AS since FROM logs_webhook l WHERE l.tenant_id = t.id) first
      JOIN logs_webhook_deliveries d ON d.tenant_id = t.id AND d.created_at > first.since
      WHERE NOT EXISTS (
        SELECT FROM logs_webhook l
        WHERE l.tenant_id = d.tenant_id AND l.sent_by = d.sent_by AND l.delivery_id = d.delivery_id
          AND l.direction = 'in'
      )`,
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
  {
    name: 'audit_says_what',
    says: 'An entry of the audit names a record and, unless it was only made, what was changed.',
    sql: `
      SELECT l.tenant_id, l.id AS key, format('%s of %s without %s', l.action, coalesce(l.entity_type, 'nothing'),
        CASE WHEN l.changes = '{}' THEN 'a change' ELSE 'a key' END) AS found
      FROM logs_human l
      WHERE l.source = 'audit' AND (
        l.entity_type IS NULL OR (l.entity_id IS NULL AND l.entity_key = '{}')
        OR (l.action IN ('update', 'delete') AND l.changes = '{}')
      )`,
  },
  {
    name: 'member_as_audited',
    says: 'A member is as the audit saw it for the last time.',
    sql: `
      SELECT m.tenant_id, m.user_id || ' ' || l.name AS key,
        format('is %s, the audit saw %s', to_jsonb(m) -> l.name, l.after) AS found
      FROM (
        SELECT DISTINCT ON (l.tenant_id, l.entity_key, c.key)
          l.tenant_id, (l.entity_key ->> 'user_id')::bigint AS user_id, c.key AS name, c.value -> 'after' AS after
        FROM logs_human l CROSS JOIN LATERAL jsonb_each(l.changes) c
        WHERE l.source = 'audit' AND l.entity_type = 'sys_tenant_members' AND l.action = 'update'
          AND c.key IN (${MEMBER_COLUMNS.map((name) => `'${name}'`).join(', ')})
        ORDER BY l.tenant_id, l.entity_key, c.key, l.created_at DESC, l.id DESC
      ) l
      JOIN sys_tenant_members m ON m.tenant_id = l.tenant_id AND m.user_id = l.user_id
      WHERE l.after <> '"***"' AND to_jsonb(m) -> l.name IS DISTINCT FROM l.after`,
  },
  {
    name: 'private_note_has_author',
    says: 'A private note has an author, who alone sees it.',
    sql: `
      SELECT n.tenant_id, n.id AS key, 'is private, but nobody wrote it' AS found
      FROM notes n WHERE n.is_private AND n.created_by IS NULL`,
  },
];
