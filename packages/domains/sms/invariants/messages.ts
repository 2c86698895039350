import type { Invariant } from '@erp/kit/invariant';

/** Messages, and what came with them. */
export const messageInvariants: readonly Invariant[] = [
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
    // People send empty texts; a provider delivers them like any other.
    says: 'A message counts what came with it, and one of ours has that or words, unless its contact was erased.',
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
        OR (m.message_type = 'mms') <> (m.media_count > 0) OR m.direction = 'outbound' AND m.body IS NULL AND m.media_count = 0)`,
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
    // When, the clock of a network says: it may be behind ours, or the message have been long under way.
    says: 'Who reacts to a message is the contact of its conversation or a member.',
    sql: `
      SELECT r.tenant_id, r.id AS key,
        format('%s of contact %s at %s to message %s', r.reaction_value, coalesce(r.contact_id::text, 'nobody'), r.reacted_at, m.id) AS found
      FROM sms_reactions r
      JOIN sms_messages m ON m.tenant_id = r.tenant_id AND m.id = r.message_id AND m.created_at = r.message_created_at
      JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      WHERE r.contact_id <> v.contact_id`,
  },
  {
    name: 'texted_number_is_known',
    about: 'demo',
    says: 'People of a demo are texted on the number that crm has of them.',
    sql: `
      SELECT c.tenant_id, c.phone AS key, 'is no number of person ' || c.personal_key_id AS found
      FROM sms_contacts c
      JOIN sys_demo_seeds d ON d.tenant_id = c.tenant_id AND d.table_name = 'sms_contacts'
      WHERE c.personal_key_id IS NOT NULL AND c.erased_at IS NULL AND c.id < 1000000000 AND NOT EXISTS (
        SELECT FROM crm_personal_contacts p
        WHERE p.tenant_id = c.tenant_id AND p.personal_key_id = c.personal_key_id AND p.contact_type = 'phone'
          AND p.contact_value = c.phone)`,
  },
  {
    name: 'named_order_of_customer',
    says: 'The order that a message of a demo names is one of the customer of its conversation, and was there before.',
    about: 'demo',
    needs: ['orders'],
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('names %s of customer %s, but goes to customer %s', m.metadata ->> 'order_number',
          coalesce(o.customer_id::text, 'nobody'), v.customer_id) AS found
      FROM sms_messages m
      JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      LEFT JOIN orders o ON o.tenant_id = m.tenant_id AND o.order_number = m.metadata ->> 'order_number'
      WHERE m.metadata ->> 'order_number' IS NOT NULL AND v.customer_id IS NOT NULL
        AND (o.customer_id IS DISTINCT FROM v.customer_id OR o.ordered_at > m.created_at) AND m.id < 1000000000
        AND EXISTS (SELECT FROM sys_demo_seeds s WHERE s.tenant_id = m.tenant_id AND s.table_name = 'sms_messages')`,
  },
];
