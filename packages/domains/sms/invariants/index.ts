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

/** The rules of the business that the rows of sms keep. */
export const invariants: readonly Invariant[] = [
  {
    name: 'conversation_figures',
    says: 'Counts and times of a conversation are those of its messages.',
    sql: `
      SELECT c.tenant_id, c.id AS key,
        format('says %s messages, %s unread, last at %s; they say %s, %s and %s', c.message_count, c.unread_count,
          c.last_message_at, coalesce(f.messages, 0), coalesce(f.unread, 0), f.last) AS found
      FROM sms_meta_conversation c
      LEFT JOIN (
        SELECT m.tenant_id, m.conversation_id, count(*) AS messages,
          count(*) FILTER (WHERE m.direction = 'inbound' AND m.created_at > coalesce(v.read_at, '-infinity')) AS unread,
          min(m.created_at) AS first, max(m.created_at) AS last,
          max(m.created_at) FILTER (WHERE m.direction = 'inbound') AS last_inbound
        FROM sms_messages m
        JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
        GROUP BY m.tenant_id, m.conversation_id
      ) f ON f.tenant_id = c.tenant_id AND f.conversation_id = c.id
      WHERE (c.message_count, c.unread_count, c.conversation_start, c.last_message_at, c.last_inbound_at)
        IS DISTINCT FROM (coalesce(f.messages, 0), coalesce(f.unread, 0), f.first, f.last, f.last_inbound)`,
  },
  {
    name: 'closed_until_they_write',
    says: 'A message of the other side opens a conversation again: one that is not open has none after its end.',
    sql: `
      SELECT c.tenant_id, c.id AS key,
        format('is %s since %s, but they wrote at %s', c.state, c.conversation_end, c.last_inbound_at) AS found
      FROM sms_meta_conversation c
      WHERE c.state <> 'open' AND c.last_inbound_at > c.conversation_end`,
  },
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
  {
    name: 'messages_in_order',
    says: 'The messages of a conversation were taken in one after the other, and none before it began.',
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('was taken in at %s, what it follows at %s', m.created_at, m.before) AS found
      FROM (
        SELECT m.tenant_id, m.id, m.created_at,
          lag(m.created_at, 1, v.created_at - interval '1 microsecond')
            OVER (PARTITION BY m.tenant_id, m.conversation_id ORDER BY m.created_at, m.id) AS before
        FROM sms_messages m
        JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      ) m
      WHERE m.created_at <= m.before`,
  },
  {
    name: 'message_in_its_month',
    says: 'A message lies in the partition of its month.',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('of %s lies in the default partition', m.created_at) AS found
      FROM sms_messages_default m`,
  },
  {
    name: 'message_known_again',
    says: 'No message is there twice: its id and its key are entered for it.',
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('%s %s is %s', k.scope, k.key,
          CASE WHEN known.message_id IS NULL THEN 'not entered' ELSE 'that of message ' || known.message_id END) AS found
      FROM sms_messages m
      CROSS JOIN LATERAL (VALUES (m.provider, m.provider_message_sid), ('client', m.idempotency_key)) AS k (scope, key)
      LEFT JOIN sms_message_keys known
        ON known.tenant_id = m.tenant_id AND known.scope = k.scope AND known.key = k.key
      WHERE k.key IS NOT NULL
        AND (known.message_id, known.message_created_at) IS DISTINCT FROM (m.id, m.created_at)`,
  },
  {
    name: 'key_has_message',
    says: 'What a message is known by is that of a message.',
    sql: `
      SELECT k.tenant_id, k.scope || ' ' || k.key AS key, format('is entered for message %s', k.message_id) AS found
      FROM sms_message_keys k
      LEFT JOIN sms_messages m
        ON m.tenant_id = k.tenant_id AND m.id = k.message_id AND m.created_at = k.message_created_at
      WHERE k.key IS DISTINCT FROM
        CASE WHEN k.scope = 'client' THEN m.idempotency_key WHEN k.scope = m.provider THEN m.provider_message_sid END`,
  },
  {
    name: 'numbers_of_the_conversation',
    says: 'A message goes between the number of ours and the contact that its conversation is between.',
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('%s to %s is in a conversation with %s', m.from_number, m.to_number, c.phone) AS found
      FROM sms_messages m
      JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      JOIN sms_contacts c ON c.tenant_id = v.tenant_id AND c.id = v.contact_id
      WHERE m.sender_phone_number_id <> v.sender_phone_number_id
        OR c.erased_at IS NULL AND c.phone IS DISTINCT FROM
          CASE m.direction WHEN 'inbound' THEN m.from_number ELSE m.to_number END`,
  },
  {
    name: 'message_delivery',
    says: 'How far a message has come is dated, and its steps follow each other; what has not been sent has none.',
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('is %s: sent %s, delivered %s, read %s, failed %s', m.status, coalesce(m.sent_at::text, 'never'),
          coalesce(m.delivered_at::text, 'never'), coalesce(m.read_at::text, 'never'),
          coalesce(m.failed_at::text, 'never')) AS found
      FROM sms_messages m
      WHERE CASE m.status WHEN 'received' THEN m.received_at WHEN 'sent' THEN m.sent_at WHEN 'delivered' THEN m.delivered_at
          WHEN 'read' THEN m.read_at WHEN 'failed' THEN m.failed_at ELSE m.created_at END IS NULL
        OR m.status IN ('queued', 'sending', 'cancelled', 'received')
          AND num_nonnulls(m.sent_at, m.delivered_at, m.read_at, m.failed_at) > 0
        OR m.delivered_at < m.sent_at OR m.read_at < m.delivered_at OR m.read_at < m.sent_at OR m.failed_at < m.sent_at`,
  },
  {
    name: 'held_by_a_worker',
    says: 'What is being sent is held by a worker, and only what waits or is held is due.',
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('is %s, taken %s times by %s, due at %s', m.status, m.attempts, coalesce(m.claimed_by, 'nobody'),
          coalesce(m.due_at::text, 'no time')) AS found
      FROM sms_messages m
      WHERE m.status = 'sending' AND (m.claimed_by IS NULL OR m.attempts = 0)
        OR m.status NOT IN ('queued', 'sending') AND m.due_at IS NOT NULL
        OR (m.attempts > 0) <> (m.claimed_by IS NOT NULL)`,
  },
  {
    name: 'media_counted',
    says: 'A message counts what came with it, and has that or words, unless its contact was erased.',
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('is %s with %s media, %s are there', m.message_type, m.media_count, coalesce(a.media, 0)) AS found
      FROM sms_messages m
      JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      JOIN sms_contacts c ON c.tenant_id = v.tenant_id AND c.id = v.contact_id
      LEFT JOIN (
        SELECT a.tenant_id, a.message_id, a.message_created_at, count(*) AS media
        FROM sms_attachments a GROUP BY a.tenant_id, a.message_id, a.message_created_at
      ) a ON a.tenant_id = m.tenant_id AND a.message_id = m.id AND a.message_created_at = m.created_at
      WHERE c.erased_at IS NULL AND (m.media_count <> coalesce(a.media, 0)
        OR (m.message_type = 'mms') <> (m.media_count > 0) OR m.body IS NULL AND m.media_count = 0)`,
  },
  {
    name: 'segments_counted',
    says: 'A text is counted in as many parts as it is sent in.',
    sql: `
      SELECT m.tenant_id, min(m.id) AS key,
        format('"%s" says %s parts, it is sent in %s', left(m.body, 40), m.segments, app.count_sms_segments(m.body)) AS found
      FROM sms_messages m
      WHERE m.body IS NOT NULL
      GROUP BY m.tenant_id, m.body, m.segments
      HAVING m.segments <> app.count_sms_segments(m.body)`,
  },
  {
    name: 'reaction_of_the_conversation',
    says: 'Who reacts to a message is the contact of its conversation or a member, and does so after the message.',
    sql: `
      SELECT r.tenant_id, r.id AS key,
        format('%s of contact %s at %s to message %s', r.reaction_value, coalesce(r.contact_id::text, 'nobody'), r.reacted_at, m.id) AS found
      FROM sms_reactions r
      JOIN sms_messages m ON m.tenant_id = r.tenant_id AND m.id = r.message_id AND m.created_at = r.message_created_at
      JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      WHERE r.contact_id <> v.contact_id OR r.reacted_at < coalesce(m.received_at, m.created_at)`,
  },
  {
    name: 'named_order_of_customer',
    says: 'The order that a message names is one of the customer of its conversation, and was there before.',
    needs: ['orders'],
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('names %s of customer %s, but goes to customer %s', m.metadata ->> 'order_number',
          coalesce(o.customer_id::text, 'nobody'), v.customer_id) AS found
      FROM sms_messages m
      JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      LEFT JOIN orders o ON o.tenant_id = m.tenant_id AND o.order_number = m.metadata ->> 'order_number'
      WHERE m.metadata ->> 'order_number' IS NOT NULL AND v.customer_id IS NOT NULL
        AND (o.customer_id IS DISTINCT FROM v.customer_id OR o.ordered_at > m.created_at)`,
  },
];
