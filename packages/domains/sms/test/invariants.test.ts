import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';

const faults = {
  conversation_figures: `
    UPDATE sms_meta_conversation SET unread_count = 0 WHERE unread_count > 0`,
  closed_until_they_write: `
    UPDATE sms_meta_conversation SET conversation_end = last_inbound_at - interval '1 second'
    WHERE id = (SELECT min(id) FROM sms_meta_conversation WHERE state = 'closed')`,
  consent_as_logged: `
    UPDATE sms_contacts SET consent_status = 'opted_in'
    WHERE id = (SELECT min(id) FROM sms_contacts WHERE consent_status = 'opted_out')`,
  refusal_respected: `
    UPDATE sms_messages m SET status = 'sent', sent_at = m.created_at + interval '5 hours'
    WHERE m.status = 'cancelled' AND m.provider_error_code = 'opted_out'`,
  nothing_waits_for_refusal: `
    UPDATE sms_messages m SET status = 'queued', due_at = m.created_at
    WHERE m.status = 'cancelled' AND m.provider_error_code = 'opted_out'`,
  stop_is_heard: `DELETE FROM sms_consent_log WHERE source = 'keyword' AND consent = 'opted_out'`,
  campaign_has_consent: `
    DELETE FROM sms_consent_log WHERE contact_id = (
      SELECT min(v.contact_id) FROM sms_messages m
      JOIN sms_meta_conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      JOIN sms_service_accounts s ON s.tenant_id = m.tenant_id AND s.id = m.service_account_id
      WHERE s.service_type = 'marketing')`,
  quiet_hours_kept: `
    UPDATE sms_messages m SET sent_at = date_trunc('day', m.sent_at) + interval '1 hour', delivered_at = NULL, read_at = NULL
    FROM sms_service_accounts s
    WHERE s.tenant_id = m.tenant_id AND s.id = m.service_account_id AND s.service_type = 'support'`,
  last_contacted: `
    UPDATE sms_contacts SET last_contacted_at = last_contacted_at - interval '1 day' WHERE id = 1`,
  messages_in_order: `
    INSERT INTO sms_messages (tenant_id, conversation_id, direction, status, body, created_at)
    SELECT tenant_id, id, 'inbound', 'received', 'At the same time.', last_message_at
    FROM sms_meta_conversation ORDER BY id LIMIT 1`,
  message_in_its_month: `
    INSERT INTO sms_messages (tenant_id, conversation_id, direction, status, body, created_at)
    SELECT tenant_id, id, 'inbound', 'received', 'From long ago.', '2001-05-01' FROM sms_meta_conversation ORDER BY id LIMIT 1`,
  message_known_again: `
    INSERT INTO sms_messages (tenant_id, conversation_id, direction, status, body, provider, provider_message_sid, created_at)
    SELECT tenant_id, conversation_id, direction, status, body, provider, provider_message_sid, created_at + interval '2 seconds'
    FROM sms_messages WHERE direction = 'inbound' ORDER BY created_at LIMIT 1`,
  key_has_message: `
    DELETE FROM sms_messages WHERE id = (SELECT max(id) FROM sms_messages WHERE provider_message_sid IS NOT NULL)`,
  numbers_of_the_conversation: `
    UPDATE sms_messages SET to_number = from_number WHERE id = (
      SELECT min(id) FROM sms_messages WHERE direction = 'outbound')`,
  message_delivery: `
    UPDATE sms_messages SET delivered_at = NULL WHERE id = (SELECT min(id) FROM sms_messages WHERE status = 'delivered')`,
  held_by_a_worker: "UPDATE sms_messages SET claimed_by = NULL WHERE status = 'sending'",
  media_counted: `
    DELETE FROM sms_attachments WHERE id = (SELECT min(id) FROM sms_attachments)`,
  segments_counted: `
    UPDATE sms_messages SET segments = 9 WHERE id = (SELECT min(id) FROM sms_messages)`,
  reaction_of_the_conversation: `
    UPDATE sms_reactions SET contact_id = contact_id + 1 WHERE contact_id IS NOT NULL`,
  texted_number_is_known: `
    DELETE FROM crm_personal_contacts WHERE contact_type = 'phone'`,
  named_order_of_customer: `
    UPDATE sms_messages SET metadata = '{"order_number": "ORD-unheard-of"}'
    WHERE id = (SELECT min(id) FROM sms_messages WHERE metadata <> '{}')`,
};

testInvariants(definition, faults, ['orders']);
