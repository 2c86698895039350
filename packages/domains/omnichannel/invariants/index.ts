import type { Invariant } from '@erp/kit/invariant';

/** The rules of the business that the rows of omnichannel keep. */
export const invariants: readonly Invariant[] = [
  {
    name: 'conversation_figures',
    says: 'Counts and times of a conversation are those of its messages, notes among staff left out.',
    sql: `
      SELECT c.tenant_id, c.display_number AS key,
        format('says %s messages, %s unread, waiting since %s; they say %s, %s and %s', c.message_count, c.unread_count,
          coalesce(c.waiting_since::text, 'never'), coalesce(f.messages, 0), coalesce(f.unread, 0),
          coalesce(f.waiting::text, 'never')) AS found
      FROM omnichannel_conversation c
      LEFT JOIN (
        SELECT m.tenant_id, m.conversation_id, count(*) AS messages,
          count(*) FILTER (WHERE m.sender_type = 'user' AND m.created_at > coalesce(m.seen_at, '-infinity')) AS unread,
          min(m.created_at) AS first, max(m.created_at) AS last,
          min(m.created_at) FILTER (WHERE m.sender_type = 'user') AS first_inbound,
          max(m.created_at) FILTER (WHERE m.sender_type = 'user') AS last_inbound,
          min(m.created_at) FILTER (WHERE m.sender_type = 'admin' AND m.created_at >= m.asked_at) AS first_response,
          max(m.created_at) FILTER (WHERE m.sender_type = 'admin') AS last_response,
          min(m.created_at) FILTER (WHERE m.sender_type = 'user'
            AND m.created_at > coalesce(greatest(m.answered_at, m.closed_at), '-infinity')) AS waiting
        FROM (
          SELECT m.tenant_id, m.conversation_id, m.sender_type, m.created_at, v.read_at AS seen_at, v.closed_at,
            min(m.created_at) FILTER (WHERE m.sender_type = 'user') OVER conversation AS asked_at,
            max(m.created_at) FILTER (WHERE m.sender_type = 'admin') OVER conversation AS answered_at
          FROM omnichannel_message m
          JOIN omnichannel_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
          WHERE NOT m.is_note
          WINDOW conversation AS (PARTITION BY m.tenant_id, m.conversation_id)
        ) m
        GROUP BY m.tenant_id, m.conversation_id
      ) f ON f.tenant_id = c.tenant_id AND f.conversation_id = c.id
      WHERE (c.message_count, c.unread_count, c.first_message_at, c.last_message_at, c.first_inbound_at, c.last_inbound_at,
          c.first_response_at, c.last_response_at, c.waiting_since)
        IS DISTINCT FROM (coalesce(f.messages, 0), coalesce(f.unread, 0), f.first, f.last, f.first_inbound, f.last_inbound,
          f.first_response, f.last_response, f.waiting)`,
  },
  {
    name: 'conversation_history_complete',
    says: 'The statuses of a conversation follow each other along allowed paths and end at the one that it has.',
    sql: `
      WITH step AS (
        SELECT h.tenant_id, h.conversation_id, h.from_status, h.to_status,
          lag(h.to_status) OVER (PARTITION BY h.tenant_id, h.conversation_id ORDER BY h.changed_at, h.id) AS before,
          lead(h.id) OVER (PARTITION BY h.tenant_id, h.conversation_id ORDER BY h.changed_at, h.id) IS NULL AS is_last
        FROM omnichannel_conversation_history h WHERE h.change = 'status'
      ), forbidden AS (
        SELECT p.from_status, p.to_status
        FROM (SELECT DISTINCT s.from_status, s.to_status FROM step s WHERE s.from_status IS NOT NULL) p
        WHERE NOT app.conversation_transition_allowed(p.from_status, p.to_status)
      )
      SELECT c.tenant_id, c.display_number AS key,
        format('is %s, its history ends at %s', c.status, coalesce(h.last, 'nothing')) AS found
      FROM omnichannel_conversation c
      LEFT JOIN (
        SELECT s.tenant_id, s.conversation_id, max(s.to_status) FILTER (WHERE s.is_last) AS last,
          bool_and(s.from_status IS NOT DISTINCT FROM s.before
            AND (s.from_status, s.to_status) NOT IN (SELECT f.from_status, f.to_status FROM forbidden f)
              IS NOT FALSE) AS chained
        FROM step s GROUP BY s.tenant_id, s.conversation_id
      ) h ON h.tenant_id = c.tenant_id AND h.conversation_id = c.id
      WHERE h.last IS DISTINCT FROM c.status OR h.chained IS NOT TRUE`,
  },
  {
    name: 'assignments_complete',
    says: 'The assignments of a conversation follow each other and end at whoever looks after it.',
    sql: `
      SELECT c.tenant_id, c.display_number AS key,
        format('is with %s, its history ends with %s', coalesce(c.assigned_to::text, 'nobody'),
          coalesce(h.last::text, 'nobody')) AS found
      FROM omnichannel_conversation c
      LEFT JOIN (
        SELECT s.tenant_id, s.conversation_id, max(s.to_assigned_to) FILTER (WHERE s.is_last) AS last,
          bool_and(s.from_assigned_to IS NOT DISTINCT FROM s.before) AS chained
        FROM (
          SELECT h.tenant_id, h.conversation_id, h.from_assigned_to, h.to_assigned_to,
            lag(h.to_assigned_to) OVER (PARTITION BY h.tenant_id, h.conversation_id ORDER BY h.changed_at, h.id) AS before,
            lead(h.id) OVER (PARTITION BY h.tenant_id, h.conversation_id ORDER BY h.changed_at, h.id) IS NULL AS is_last
          FROM omnichannel_conversation_history h WHERE h.change = 'assignment'
        ) s
        GROUP BY s.tenant_id, s.conversation_id
      ) h ON h.tenant_id = c.tenant_id AND h.conversation_id = c.id
      WHERE h.last IS DISTINCT FROM c.assigned_to OR h.chained IS FALSE`,
  },
  {
    name: 'finished_until_they_write',
    says: 'A message of the other side opens a conversation again: a finished one has none after its end.',
    sql: `
      SELECT c.tenant_id, c.display_number AS key,
        format('is %s since %s, but they wrote at %s', c.status, c.closed_at, c.last_inbound_at) AS found
      FROM omnichannel_conversation c
      WHERE c.status IN ('resolved', 'archived') AND c.last_inbound_at > c.closed_at`,
  },
  {
    name: 'contact_of_the_page',
    says: 'Whom a conversation is with is a contact of its page.',
    sql: `
      SELECT c.tenant_id, c.display_number AS key,
        format('takes place on page %s, contact %s is on page %s', c.page_id, o.id, o.page_id) AS found
      FROM omnichannel_conversation c
      JOIN omnichannel_contact o ON o.tenant_id = c.tenant_id AND o.id = c.contact_id
      WHERE o.page_id <> c.page_id`,
  },
  {
    name: 'messages_in_order',
    says: 'The messages of a conversation were taken in one after the other, and none before it began.',
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('was taken in at %s, what it follows at %s', m.created_at, m.before) AS found
      FROM (
        SELECT m.tenant_id, m.id, m.created_at,
          lag(m.created_at, 1, c.created_at - interval '1 microsecond')
            OVER (PARTITION BY m.tenant_id, m.conversation_id ORDER BY m.created_at, m.id) AS before
        FROM omnichannel_message m
        JOIN omnichannel_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      ) m
      WHERE m.created_at <= m.before`,
  },
  {
    name: 'message_in_its_month',
    says: 'A message lies in the partition of its month.',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('of %s lies in the default partition', m.created_at) AS found
      FROM omnichannel_message_default m`,
  },
  {
    name: 'message_known_again',
    says: 'No message is there twice: each of its ids and keys is entered for it, under the page of its conversation.',
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('%s %s is %s', k.scope, k.key,
          CASE WHEN known.message_id IS NULL THEN 'not entered' ELSE 'that of message ' || known.message_id END) AS found
      FROM omnichannel_message m
      JOIN omnichannel_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      CROSS JOIN LATERAL (VALUES ('platform', m.external_message_id), ('client', m.idempotency_key)) AS k (scope, key)
      LEFT JOIN omnichannel_message_keys known
        ON known.tenant_id = m.tenant_id AND known.page_id = c.page_id AND known.scope = k.scope AND known.key = k.key
      WHERE k.key IS NOT NULL
        AND (known.message_id, known.message_created_at) IS DISTINCT FROM (m.id, m.created_at)`,
  },
  {
    name: 'key_has_message',
    says: 'What a message is known by is that of a message.',
    sql: `
      SELECT k.tenant_id, k.scope || ' ' || k.key AS key, format('is entered for message %s', k.message_id) AS found
      FROM omnichannel_message_keys k
      LEFT JOIN omnichannel_message m
        ON m.tenant_id = k.tenant_id AND m.id = k.message_id AND m.created_at = k.message_created_at
      WHERE k.key IS DISTINCT FROM CASE k.scope WHEN 'platform' THEN m.external_message_id ELSE m.idempotency_key END`,
  },
  {
    name: 'message_says_something',
    says: 'A message has words or something that came with it, unless its contact was erased.',
    sql: `
      SELECT m.tenant_id, m.id AS key, 'is empty' AS found
      FROM omnichannel_message m
      JOIN omnichannel_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      JOIN omnichannel_contact o ON o.tenant_id = c.tenant_id AND o.id = c.contact_id
      WHERE m.message IS NULL AND o.erased_at IS NULL AND NOT EXISTS (
        SELECT FROM omnichannel_message_attachment a
        WHERE a.tenant_id = m.tenant_id AND a.message_id = m.id AND a.message_created_at = m.created_at
      )`,
  },
  {
    name: 'message_delivery',
    says: 'How far a message has come is dated, and sent, delivered and read follow each other.',
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('is %s: sent %s, delivered %s, read %s, failed %s', m.delivery_status, coalesce(m.sent_at::text, 'never'),
          coalesce(m.delivered_at::text, 'never'), coalesce(m.read_at::text, 'never'),
          coalesce(m.failed_at::text, 'never')) AS found
      FROM omnichannel_message m
      WHERE m.delivery_status IS NOT NULL AND (
        CASE m.delivery_status WHEN 'sent' THEN m.sent_at WHEN 'delivered' THEN m.delivered_at
          WHEN 'read' THEN m.read_at WHEN 'failed' THEN m.failed_at ELSE m.created_at END IS NULL
        OR m.delivery_status = 'queued' AND num_nonnulls(m.sent_at, m.delivered_at, m.read_at, m.failed_at) > 0
        OR m.delivered_at < m.sent_at OR m.read_at < m.delivered_at OR m.read_at < m.sent_at
      )`,
  },
  {
    name: 'answered_within_window',
    says: 'We write only as long after the other side as the page lets us, under the settings that it has.',
    // A minute for transactions that lasted: the window is asked of when they began.
    sql: `
      SELECT m.tenant_id, m.id AS key,
        format('was written at %s, they last wrote at %s', m.created_at, coalesce(m.asked_at::text, 'no time')) AS found
      FROM (
        SELECT m.tenant_id, m.id, m.created_at, m.sender_type, m.is_note, m.idempotency_key, c.page_id,
          max(m.created_at) FILTER (WHERE m.sender_type = 'user')
            OVER (PARTITION BY m.tenant_id, m.conversation_id ORDER BY m.created_at, m.id) AS asked_at
        FROM omnichannel_message m
        JOIN omnichannel_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      ) m
      JOIN omnichannel_page_settings s ON s.tenant_id = m.tenant_id AND s.page_id = m.page_id
      WHERE m.sender_type <> 'user' AND NOT m.is_note AND m.idempotency_key IS NOT NULL AND m.created_at > s.updated_at
        AND m.created_at > coalesce(m.asked_at, '-infinity') + make_interval(hours => s.reply_within_hours, mins => 1)`,
  },
  {
    name: 'reaction_of_the_conversation',
    says: 'Whoever reacts to a message takes part in its conversation, and does so after the message.',
    sql: `
      SELECT r.tenant_id, r.id AS key,
        format('%s of contact %s at %s to message %s', r.reaction, coalesce(r.contact_id::text, 'nobody'), r.reacted_at, m.id) AS found
      FROM omnichannel_message_reaction r
      JOIN omnichannel_message m
        ON m.tenant_id = r.tenant_id AND m.id = r.message_id AND m.created_at = r.message_created_at
      JOIN omnichannel_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      WHERE r.reacted_at < coalesce(m.platform_sent_at, m.created_at)
        OR r.contact_id IS DISTINCT FROM c.contact_id AND r.contact_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM omnichannel_message o
          WHERE o.tenant_id = m.tenant_id AND o.conversation_id = m.conversation_id AND o.contact_id = r.contact_id
        )`,
  },
  {
    name: 'named_order_of_customer',
    says: 'The order that a conversation names is one of its customer, and was there when they talked about it.',
    needs: ['orders'],
    sql: `
      SELECT c.tenant_id, c.display_number AS key,
        format('names %s of customer %s, but is about customer %s', c.metadata ->> 'order_number',
          coalesce(o.customer_id::text, 'nobody'), c.customer_id) AS found
      FROM omnichannel_conversation c
      LEFT JOIN orders o ON o.tenant_id = c.tenant_id AND o.order_number = c.metadata ->> 'order_number'
      WHERE c.metadata ->> 'order_number' IS NOT NULL AND c.customer_id IS NOT NULL
        AND (o.customer_id IS DISTINCT FROM c.customer_id OR o.ordered_at > c.last_message_at)`,
  },
];
