import type { Invariant } from '@erp/kit/invariant';
import { consentInvariants } from './invariants-of-consent.ts';

/** The rules of the business that the rows of sms keep. */
export const invariants: readonly Invariant[] = [
  ...consentInvariants,
  {
    name: 'conversation_figures',
    says: 'Counts and times of a conversation are those of its messages.',
    sql: `
      SELECT c.tenant_id, c.id AS key,
        format('says %s messages, %s unread, last at %s; its messages say %s, %s, %s', c.message_count, c.unread_count,
          c.last_message_at, m.message_count, m.unread_count, m.last_message_at) AS found
      FROM sms_meta_conversation c
      CROSS JOIN LATERAL (
        SELECT count(*) AS message_count,
          count(*) FILTER (WHERE m.direction = 'inbound' AND m.created_at > coalesce(c.read_at, '-infinity')) AS unread_count,
          min(m.created_at) AS conversation_start, max(m.created_at) AS last_message_at,
          max(m.created_at) FILTER (WHERE m.direction = 'inbound') AS last_inbound_at
        FROM sms_messages m WHERE m.tenant_id = c.tenant_id AND m.conversation_id = c.id
      ) m
      WHERE (c.message_count, c.unread_count, c.conversation_start, c.last_message_at, c.last_inbound_at)
        IS DISTINCT FROM (m.message_count, m.unread_count, m.conversation_start, m.last_message_at, m.last_inbound_at)`,
  },
  {
    name: 'message_keys_complete',
    says: 'A message is known by the id that its provider gave it and by the key of its call, and by nothing else.',
    sql: `
      SELECT coalesce(m.tenant_id, k.tenant_id) AS tenant_id, coalesce(m.key, k.key) AS key,
        CASE WHEN k.key IS NULL THEN 'is missing among the keys' ELSE 'is a key of no message' END AS found
      FROM (
        SELECT m.tenant_id, m.id, m.created_at, k.scope, k.key
        FROM sms_messages m
        CROSS JOIN LATERAL (VALUES (m.provider, m.provider_message_sid), ('client', m.idempotency_key)) AS k (scope, key)
        WHERE k.key IS NOT NULL
      ) m
      FULL JOIN sms_message_keys k ON k.tenant_id = m.tenant_id AND k.scope = m.scope AND k.key = m.key
        AND k.message_id = m.id AND k.message_created_at = m.created_at
      WHERE m.id IS NULL OR k.message_id IS NULL`,
  },
  {
    name: 'message_numbers',
    says: 'A message goes between the number of the contact and the number of ours of its conversation.',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('goes from %s to %s', m.from_number, m.to_number) AS found
      FROM sms_messages m
      JOIN sms_meta_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      JOIN sms_contacts o ON o.tenant_id = c.tenant_id AND o.id = c.contact_id
      JOIN sms_sender_phone_numbers n ON n.tenant_id = c.tenant_id AND n.id = c.sender_phone_number_id
      WHERE o.erased_at IS NULL
        AND (CASE m.direction WHEN 'inbound' THEN m.from_number ELSE m.to_number END IS DISTINCT FROM o.phone
          OR m.sender_phone_number_id <> c.sender_phone_number_id)`,
  },
  {
    name: 'media_counted',
    says: 'A message counts its media, and is an MMS where there are any.',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('is an %s and says %s media instead of %s', m.message_type, m.media_count, a.media) AS found
      FROM sms_messages m
      CROSS JOIN LATERAL (
        SELECT count(*) AS media FROM sms_attachments a
        WHERE a.tenant_id = m.tenant_id AND a.message_id = m.id AND a.message_created_at = m.created_at
      ) a
      JOIN sms_meta_conversation c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      JOIN sms_contacts o ON o.tenant_id = c.tenant_id AND o.id = c.contact_id
      WHERE o.erased_at IS NULL AND (m.media_count <> a.media OR (m.message_type = 'mms') <> (m.media_count > 0))`,
  },
  {
    name: 'segments_counted',
    says: 'The parts of a message are those that its words need.',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('has %s parts instead of %s', m.segments, app.count_sms_segments(m.body)) AS found
      FROM sms_messages m
      WHERE m.body IS NOT NULL AND m.segments <> app.count_sms_segments(m.body)`,
  },
  {
    name: 'status_has_its_time',
    says: 'A message that was sent, delivered, read or failed says when, and not before it was written.',
    sql: `
      SELECT m.tenant_id, m.id AS key, 'is ' || m.status || ', but its times do not say so' AS found
      FROM sms_messages m
      WHERE CASE m.status WHEN 'delivered' THEN m.delivered_at WHEN 'read' THEN m.read_at WHEN 'failed' THEN m.failed_at
          WHEN 'sent' THEN m.sent_at ELSE m.created_at END IS NULL
        OR least(m.sent_at, m.delivered_at, m.read_at, m.failed_at) < m.created_at`,
  },
  {
    name: 'contact_after_person',
    says: 'A number is not known before the person whose number it is, nor after its first message.',
    sql: `
      SELECT c.tenant_id, c.id AS key, 'is older than its person or younger than its messages' AS found
      FROM sms_contacts c
      LEFT JOIN crm_personal_keys p ON p.tenant_id = c.tenant_id AND p.id = c.personal_key_id
      WHERE c.created_at < p.created_at OR EXISTS (
        SELECT FROM sms_meta_conversation v
        WHERE v.tenant_id = c.tenant_id AND v.contact_id = c.id AND v.conversation_start < c.created_at
      )`,
  },
];
