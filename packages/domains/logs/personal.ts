import { personalData, replaced } from '@erp/kit/personal';

/** What the tables of logs hold about people: what was noted, raised and recorded about their records. */
export const personal = personalData({
  notes: { about: true, rows: 'removed', person: { content: 'words' } },
  alerts: { about: true, person: { details: 'words', resolution_notes: 'words' } },
  alert_events: { of: ['alert_id'], person: { note: 'words' } },
  logs_human: {
    about: true,
    // Who changed which column when stays; what it held goes.
    person: { changes: replaced('words', 'app.erased_changes(entity_type, changes)'), details: 'words' },
    ofMember: ['actor_id'],
    member: { ip_address: 'device', user_agent: 'device' },
    none: ['entity_key', 'actor_role', 'request_id'],
  },
  logs_system: { about: true, person: { details: 'words', response: 'words' }, none: ['request_id'] },
  // A call names its person in the words of another system; calls are dropped after their retention.
  logs_webhook: {
    others: { request_data: 'words', response_data: 'words', error: 'words' },
    none: ['endpoint', 'sent_by', 'delivery_id', 'request_id'],
  },
  logs_webhook_deliveries: { none: ['sent_by', 'delivery_id'] },
  alert_keys: { none: ['alert_name', 'description', 'notification_template'] },
});
