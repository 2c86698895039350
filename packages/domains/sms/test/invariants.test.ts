import { testInvariants } from '@erp/testing/invariants';
import definition from '../domain.ts';

testInvariants(definition, {
  consent_of_contact:
    "UPDATE sms_contacts SET consent_status = 'opted_out' WHERE id = (SELECT min(id) FROM sms_contacts WHERE consent_status = 'opted_in')",
  opted_out_gets_none:
    "UPDATE sms_messages SET status = 'queued', due_at = created_at WHERE status = 'cancelled'",
  offers_need_consent: `
    UPDATE sms_messages m SET service_account_id = s.id FROM sms_service_accounts s
    WHERE s.tenant_id = m.tenant_id AND s.service_type = 'campaign' AND m.direction = 'outbound' AND m.conversation_id IN (
      SELECT c.id FROM sms_meta_conversation c JOIN sms_contacts o ON o.tenant_id = c.tenant_id AND o.id = c.contact_id
      WHERE o.consent_status = 'unknown')`,
  quiet_hours_kept: `
    UPDATE sms_messages SET sent_at = date_trunc('day', created_at) + interval '27 hours',
      delivered_at = date_trunc('day', created_at) + interval '27 hours'
    WHERE user_id IS NOT NULL AND status = 'delivered'`,
  last_contacted:
    "UPDATE sms_contacts SET last_contacted_at = last_contacted_at - interval '1 day' WHERE last_contacted_at IS NOT NULL",
  conversation_figures: 'UPDATE sms_meta_conversation SET message_count = message_count + 1 WHERE id % 5 = 1',
  message_keys_complete: "DELETE FROM sms_message_keys WHERE scope = 'client' AND message_id % 5 = 1",
  message_numbers: "UPDATE sms_messages SET from_number = '+9990000000001' WHERE direction = 'inbound'",
  media_counted: "UPDATE sms_messages SET media_count = 2 WHERE message_type = 'mms'",
  segments_counted: 'UPDATE sms_messages SET segments = segments + 1 WHERE id % 48 = 1',
  status_has_its_time: "UPDATE sms_messages SET delivered_at = NULL WHERE status = 'delivered'",
  contact_after_person: "UPDATE sms_contacts SET created_at = '2001-01-01' WHERE personal_key_id IS NOT NULL",
});
