import { type Deeds, nobodyActsOnLeave, staffActsByDay } from '@erp/demo-world/staff-invariants';
import type { Invariant } from '@erp/kit/invariant';

/** The answers of a demo; what people answered since is theirs, whatever the hour. */
const ANSWERED: Deeds = {
  sql: `
        SELECT m.tenant_id, m.id::text AS key, m.admin_id AS staff, m.created_at AS at
        FROM omnichannel_message m WHERE m.admin_id IS NOT NULL AND m.id < 1000000000`,
  table: 'omnichannel_message',
};

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
    // What networks deliver is taken in as it is, also a message of a kind that they hand on without its contents.
    says: 'A message that we send has words or something that goes with it, unless its contact was erased.',
    sql: `
      SELECT m.tenant_id, m.id AS key, 'is empty' AS found
      FROM omnichannel_message m
      JOIN omnichannel_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      JOIN omnichannel_contact o ON o.tenant_id = c.tenant_id AND o.id = c.contact_id
      WHERE m.message IS NULL AND m.idempotency_key IS NOT NULL AND o.erased_at IS NULL AND NOT EXISTS (
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
    // When, the clock of a network says: it may be behind ours, or the message have been long under way.
    says: 'Whoever reacts to a message takes part in its conversation.',
    sql: `
      SELECT r.tenant_id, r.id AS key,
        format('%s of contact %s at %s to message %s', r.reaction, coalesce(r.contact_id::text, 'nobody'), r.reacted_at, m.id) AS found
      FROM omnichannel_message_reaction r
      JOIN omnichannel_message m
        ON m.tenant_id = r.tenant_id AND m.id = r.message_id AND m.created_at = r.message_created_at
      JOIN omnichannel_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      WHERE r.contact_id IS DISTINCT FROM c.contact_id AND r.contact_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM omnichannel_message o
          WHERE o.tenant_id = m.tenant_id AND o.conversation_id = m.conversation_id AND o.contact_id = r.contact_id
        )`,
  },
  staffActsByDay(
    'answered_by_day',
    'Whoever works for a tenant of a demo answers by day, by the clock there.',
    ANSWERED,
  ),
  nobodyActsOnLeave('nobody_answers_on_leave', 'Nobody of a demo answers while on leave.', ANSWERED),
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
