import type { Invariant } from '@erp/kit/invariant';

/** What somebody had last said about being texted when a message was queued. */
const LATEST = `
  LEFT JOIN LATERAL (
    SELECT l.consent FROM sms_consent_log l
    WHERE l.tenant_id = c.tenant_id AND l.contact_id = c.contact_id AND l.happened_at <= m.created_at
    ORDER BY l.happened_at DESC, l.consent DESC LIMIT 1
  ) l ON true`;

/** Who may be texted, and when. */
export const consentInvariants: readonly Invariant[] = [
  {
    name: 'consent_of_contact',
    says: 'A contact shows what was last said about texting it; of two at the same moment, the no.',
    sql: `
      SELECT c.tenant_id, c.id AS key, format('is %s, the log says %s', c.consent_status, coalesce(l.consent, 'nothing')) AS found
      FROM sms_contacts c
      LEFT JOIN LATERAL (
        SELECT l.consent, l.happened_at FROM sms_consent_log l
        WHERE l.tenant_id = c.tenant_id AND l.contact_id = c.id
        ORDER BY l.happened_at DESC, l.consent DESC LIMIT 1
      ) l ON true
      WHERE (c.consent_status, c.consent_changed_at) IS DISTINCT FROM (coalesce(l.consent, 'unknown'), l.happened_at)`,
  },
  {
    name: 'opted_out_gets_none',
    says: 'Nobody is texted who has opted out; what waits then is cancelled.',
    sql: `
      SELECT m.tenant_id, m.id AS key, 'is ' || m.status || ', but its contact had opted out' AS found
      FROM sms_messages m
      JOIN sms_meta_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      JOIN sms_contacts o ON o.tenant_id = c.tenant_id AND o.id = c.contact_id
      ${LATEST}
      WHERE m.direction = 'outbound'
        AND (l.consent = 'opted_out' AND m.status <> 'cancelled' OR o.consent_status = 'opted_out' AND m.status = 'queued')`,
  },
  {
    name: 'offers_need_consent',
    says: 'Offers go to those alone who have agreed to them.',
    sql: `
      SELECT m.tenant_id, m.id AS key, 'is an offer to somebody who had not agreed' AS found
      FROM sms_messages m
      JOIN sms_service_accounts s ON s.tenant_id = m.tenant_id AND s.id = m.service_account_id
      JOIN sms_meta_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      ${LATEST}
      WHERE m.direction = 'outbound' AND m.status <> 'cancelled' AND s.service_type IN ('campaign', 'marketing')
        AND l.consent IS DISTINCT FROM 'opted_in'`,
  },
  {
    name: 'quiet_hours_kept',
    says: 'Nothing but news about an order is sent in the quiet hours of the recipient.',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('is sent at %s by the clock of the recipient', m.clock) AS found
      FROM (
        SELECT m.tenant_id, m.id, o.quiet_from, o.quiet_until,
          (coalesce(m.sent_at, m.due_at) AT TIME ZONE coalesce(o.timezone, t.timezone))::time AS clock
        FROM sms_messages m
        JOIN sys_tenants t ON t.id = m.tenant_id
        JOIN sms_meta_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
        JOIN sms_contacts o ON o.tenant_id = c.tenant_id AND o.id = c.contact_id
        LEFT JOIN sms_service_accounts s ON s.tenant_id = m.tenant_id AND s.id = m.service_account_id
        WHERE m.direction = 'outbound' AND m.status <> 'sending' AND s.service_type IS DISTINCT FROM 'transactional'
      ) m
      WHERE CASE WHEN m.quiet_from <= m.quiet_until THEN m.clock >= m.quiet_from AND m.clock < m.quiet_until
        ELSE m.clock >= m.quiet_from OR m.clock < m.quiet_until END`,
  },
  {
    name: 'last_contacted',
    says: 'A contact says when a message was last queued for it.',
    // The function books the beginning of its transaction, some moments before the message.
    sql: `
      SELECT o.tenant_id, o.id AS key, format('says %s, its messages say %s', o.last_contacted_at, m.last) AS found
      FROM sms_contacts o
      CROSS JOIN LATERAL (
        SELECT max(m.created_at) AS last
        FROM sms_meta_conversation c
        JOIN sms_messages m ON m.tenant_id = c.tenant_id AND m.conversation_id = c.id
        WHERE c.tenant_id = o.tenant_id AND c.contact_id = o.id AND m.direction = 'outbound'
      ) m
      WHERE (o.last_contacted_at IS NULL) <> (m.last IS NULL)
        OR o.last_contacted_at NOT BETWEEN m.last - interval '5 minutes' AND m.last`,
  },
];
