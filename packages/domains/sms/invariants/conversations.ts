import type { Invariant } from '@erp/kit/invariant';

/** Conversations and their figures. */
export const conversationInvariants: readonly Invariant[] = [
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
];
