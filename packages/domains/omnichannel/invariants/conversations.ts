import type { Invariant } from '@erp/kit/invariant';

/** Conversations, their figures and their history. */
export const conversationInvariants: readonly Invariant[] = [
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
];
