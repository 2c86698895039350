import type { Invariant } from '@erp/kit/invariant';

/** Alerts, and the steps of their lives. */
export const alertInvariants: readonly Invariant[] = [
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
    name: 'looked_after_by_day',
    about: 'demo',
    says: 'Whoever looks after an alert of a demo does so by day, by the clock there.',
    sql: `
      SELECT e.tenant_id, e.alert_id AS key, e.event || ' by ' || e.user_id || ' at ' || to_char(e.created_at AT TIME ZONE t.timezone, 'HH24:MI')
        AS found
      FROM alert_events e
      JOIN sys_tenants t ON t.id = e.tenant_id
      JOIN sys_demo_seeds d ON d.tenant_id = e.tenant_id AND d.table_name = 'alerts'
      WHERE e.user_id IS NOT NULL AND e.id < 1000000000
        AND (e.created_at AT TIME ZONE t.timezone)::time NOT BETWEEN '07:00' AND '22:00'`,
  },
];
