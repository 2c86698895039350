import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';

const faults = {
  conversation_figures: `
    UPDATE omnichannel_conversation SET waiting_since = NULL WHERE id = (
      SELECT min(id) FROM omnichannel_conversation WHERE waiting_since IS NOT NULL)`,
  conversation_history_complete: `
    UPDATE omnichannel_conversation_history SET from_status = 'archived'
    WHERE id = (SELECT min(id) FROM omnichannel_conversation_history WHERE from_status = 'open' AND to_status = 'pending')`,
  assignments_complete: `
    UPDATE omnichannel_conversation SET assigned_to = NULL
    WHERE id = (SELECT min(id) FROM omnichannel_conversation WHERE assigned_to IS NOT NULL)`,
  finished_until_they_write: `
    UPDATE omnichannel_conversation SET closed_at = created_at
    WHERE id = (SELECT min(id) FROM omnichannel_conversation WHERE status = 'resolved' AND last_inbound_at > created_at)`,
  contact_of_the_page: `
    UPDATE omnichannel_contact SET page_id = (SELECT max(id) FROM channels_platform_pages)
    WHERE id = (SELECT min(contact_id) FROM omnichannel_conversation)`,
  messages_in_order: `
    INSERT INTO omnichannel_message (tenant_id, conversation_id, sender_type, message, created_at)
    SELECT tenant_id, id, 'user', 'At the same time.', last_message_at FROM omnichannel_conversation ORDER BY id LIMIT 1`,
  message_in_its_month: `
    INSERT INTO omnichannel_message (tenant_id, conversation_id, sender_type, message, created_at)
    SELECT tenant_id, id, 'user', 'From long ago.', '2001-05-01' FROM omnichannel_conversation ORDER BY id LIMIT 1`,
  message_known_again: `
    INSERT INTO omnichannel_message (tenant_id, conversation_id, sender_type, message, external_message_id, created_at)
    SELECT tenant_id, conversation_id, sender_type, message, external_message_id, created_at + interval '2 seconds'
    FROM omnichannel_message WHERE sender_type = 'user' ORDER BY created_at LIMIT 1`,
  key_has_message: `
    DELETE FROM omnichannel_message WHERE id = (
      SELECT max(id) FROM omnichannel_message WHERE external_message_id IS NOT NULL)`,
  message_says_something: `
    UPDATE omnichannel_message m SET message = NULL
    WHERE idempotency_key IS NOT NULL AND NOT EXISTS (
      SELECT FROM omnichannel_message_attachment a WHERE a.message_id = m.id AND a.message_created_at = m.created_at)`,
  message_delivery: `
    UPDATE omnichannel_message SET read_at = delivered_at - interval '1 hour'
    WHERE id = (SELECT min(id) FROM omnichannel_message WHERE delivery_status = 'read')`,
  answered_within_window:
    'UPDATE omnichannel_page_settings SET reply_within_hours = 1 WHERE reply_within_hours = 24',
  reaction_of_the_conversation: `
    UPDATE omnichannel_message_reaction SET contact_id = contact_id + 1 WHERE contact_id IS NOT NULL`,
  answered_by_day: `
    UPDATE omnichannel_message SET created_at = created_at - interval '12 hours' WHERE admin_id IS NOT NULL`,
  nobody_answers_on_leave: `
    INSERT INTO schedule (tenant_id, staff_id, timezone, start_time, end_time, shift_name, leave_type_id, status, created_at, updated_at)
    SELECT m.tenant_id, m.admin_id, a.timezone, m.created_at - interval '1 hour', m.created_at + interval '1 hour', '', a.leave_type_id,
      'confirmed', a.created_at, a.updated_at
    FROM omnichannel_message m, schedule a
    WHERE m.id = (SELECT min(id) FROM omnichannel_message WHERE admin_id IS NOT NULL) AND a.id = (
      SELECT min(id) FROM schedule WHERE leave_type_id IS NOT NULL AND status = 'confirmed')`,
  named_order_of_customer: `
    UPDATE omnichannel_conversation SET metadata = '{"order_number": "ORD-unheard-of"}'
    WHERE id = (SELECT min(id) FROM omnichannel_conversation WHERE customer_id IS NOT NULL)`,
};

testInvariants(definition, faults, ['orders', 'workforce']);
