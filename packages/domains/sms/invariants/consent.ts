import type { Invariant } from '@erp/kit/invariant';

/** When each contact had refused, as far as was known: from the record of an opt-out to that of what was said next. */
const REFUSALS = `
  SELECT r.tenant_id, r.contact_id, r.known_at, r.next_at
  FROM (
    SELECT l.tenant_id, l.contact_id, l.consent, greatest(l.happened_at, l.created_at) AS known_at,
      lead(l.happened_at) OVER (PARTITION BY l.tenant_id, l.contact_id ORDER BY l.happened_at, l.id) AS next_at
    FROM sms_consent_log l
  ) r
  WHERE r.consent = 'opted_out'`;

/** Whether a moment lies in the quiet hours of contact c, whose tenant is t. */
const quietAt = (moment: string) => `
  CASE WHEN c.quiet_from <= c.quiet_until
    THEN (${moment} AT TIME ZONE coalesce(c.timezone, t.timezone))::time >= c.quiet_from
      AND (${moment} AT TIME ZONE coalesce(c.timezone, t.timezone))::time < c.quiet_until
    ELSE (${moment} AT TIME ZONE coalesce(c.timezone, t.timezone))::time >= c.quiet_from
      OR (${moment} AT TIME ZONE coalesce(c.timezone, t.timezone))::time < c.quiet_until END`;

/** Who may be texted, and when. */
export const consentInvariants: readonly Invariant[] = [
  {
    name: 'consent_as_logged',
    says: 'Whether a contact may be texted is what was said last; of a yes and a no at the same moment, the no.',
    sql: `
      SELECT c.tenant_id, c.id AS key,
        format('is %s since %s, the log ends with %s at %s', c.consent_status, coalesce(c.consent_changed_at::text, 'ever'),
          coalesce(l.consent, 'nothing'), coalesce(l.happened_at::text, 'no time')) AS found
      FROM sms_contacts c
      LEFT JOIN (
        SELECT DISTINCT ON (l.tenant_id, l.contact_id) l.tenant_id, l.contact_id, l.consent, l.happened_at
        FROM sms_consent_log l
        ORDER BY l.tenant_id, l.contact_id, l.happened_at DESC, l.consent = 'opted_out' DESC
      ) l ON l.tenant_id = c.tenant_id AND l.contact_id = c.id
      WHERE (c.consent_status, c.consent_changed_at) IS DISTINCT FROM (coalesce(l.consent, 'unknown'), l.happened_at)`,
  },
  {
    name: 'refusal_respected',
    says: 'Nothing is queued for somebody who has refused, and nothing is sent but what a worker held already.',
    // A quarter of an hour for workers: what they hold cannot be called back. What was queued while a refusal waited for its
    // turn has been cancelled by it.
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('was queued at %s and is %s, contact %s had refused at %s', m.created_at, m.status, r.contact_id, r.known_at) AS found
      FROM (${REFUSALS}) r
      JOIN sms_meta_conversation v ON v.tenant_id = r.tenant_id AND v.contact_id = r.contact_id
      JOIN sms_messages m ON m.tenant_id = v.tenant_id AND m.conversation_id = v.id
      WHERE m.direction = 'outbound' AND (
        m.created_at > r.known_at AND m.created_at < coalesce(r.next_at, 'infinity') AND m.status <> 'cancelled'
        OR m.sent_at > r.known_at + interval '15 minutes' AND m.sent_at < coalesce(r.next_at, 'infinity')
      )`,
  },
  {
    name: 'nothing_waits_for_refusal',
    says: 'Nothing waits to be sent to somebody who has refused.',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('waits for contact %s, who has refused', c.id) AS found
      FROM sms_contacts c
      JOIN sms_meta_conversation v ON v.tenant_id = c.tenant_id AND v.contact_id = c.id
      JOIN sms_messages m ON m.tenant_id = v.tenant_id AND m.conversation_id = v.id AND m.status = 'queued'
      WHERE c.consent_status = 'opted_out'`,
  },
  {
    name: 'stop_is_heard',
    says: 'Who answers STOP has refused.',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('"%s" of contact %s is not in the log', m.body, v.contact_id) AS found
      FROM sms_messages m
      JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      WHERE m.direction = 'inbound' AND length(m.body) <= 40
        AND upper(regexp_replace(m.body, '[^[:alpha:]]+', '', 'g'))
          IN ('STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'REVOKE')
        AND NOT EXISTS (
          SELECT FROM sms_consent_log l
          WHERE l.tenant_id = v.tenant_id AND l.contact_id = v.contact_id AND l.consent = 'opted_out'
            AND l.happened_at BETWEEN least(m.received_at, m.created_at) AND m.received_at
        )`,
  },
  {
    name: 'campaign_has_consent',
    says: 'Campaigns and offers go to those who had agreed when they were queued.',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('is an offer to contact %s, who had not agreed', v.contact_id) AS found
      FROM sms_service_accounts s
      JOIN sms_messages m ON m.tenant_id = s.tenant_id AND m.service_account_id = s.id AND m.direction = 'outbound'
      JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      WHERE s.service_type IN ('campaign', 'marketing') AND NOT EXISTS (
        SELECT FROM sms_consent_log l
        WHERE l.tenant_id = v.tenant_id AND l.contact_id = v.contact_id AND l.consent = 'opted_in'
          AND l.created_at <= m.created_at
      )`,
  },
  {
    name: 'quiet_hours_kept',
    says: 'Nobody is texted in their quiet hours, but about what they have ordered.',
    // Sent some minutes after they began may have been taken before. Hours that the contact has chosen count for what was
    // queued since, which is as much as the row remembers.
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('was sent at %s, contact %s is left alone from %s until %s', m.sent_at, c.id, c.quiet_from, c.quiet_until) AS found
      FROM sms_messages m
      JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      JOIN sms_contacts c ON c.tenant_id = v.tenant_id AND c.id = v.contact_id
      JOIN sys_tenants t ON t.id = m.tenant_id
      LEFT JOIN sms_service_accounts s ON s.tenant_id = m.tenant_id AND s.id = m.service_account_id
      WHERE m.direction = 'outbound' AND m.sent_at IS NOT NULL AND s.service_type IS DISTINCT FROM 'transactional'
        AND (m.created_at >= c.updated_at OR (c.quiet_from, c.quiet_until) = ('21:00', '08:00'))
        AND ${quietAt('m.sent_at')} AND ${quietAt("(m.sent_at - interval '15 minutes')")}`,
  },
  {
    name: 'last_contacted',
    says: 'A contact knows when a message was last queued for it.',
    // By the beginning of the transaction that queued it.
    sql: `
      SELECT c.tenant_id, c.id AS key,
        format('was contacted at %s, the last message was queued at %s', coalesce(c.last_contacted_at::text, 'no time'),
          coalesce(m.last::text, 'no time')) AS found
      FROM sms_contacts c
      LEFT JOIN (
        SELECT v.tenant_id, v.contact_id, max(m.created_at) AS last
        FROM sms_messages m
        JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
        WHERE m.direction = 'outbound' GROUP BY v.tenant_id, v.contact_id
      ) m ON m.tenant_id = c.tenant_id AND m.contact_id = c.id
      WHERE c.last_contacted_at > m.last OR c.last_contacted_at < m.last - interval '1 hour'
        OR c.last_contacted_at IS NULL AND m.last IS NOT NULL`,
  },
];
