import { erasedByTrigger, kept, personalData } from '@erp/kit/personal';

const NUMBERS = 'The number of the person, not ours, after what still waits to be sent is cancelled.';

/** What the tables of sms hold about people. Who texted when stays, without numbers and words. */
export const personal = personalData({
  sms_contacts: {
    person: {
      phone: erasedByTrigger(
        'phone',
        'A number that opted out stays, by itself, so that nobody texts it again.',
      ),
      name: 'name',
      country_code: 'location',
      area_code: 'location',
      timezone: 'location',
    },
  },
  sms_consent_log: { of: ['contact_id'], person: { wording: 'words' } },
  sms_meta_conversation: {
    of: ['contact_id'],
    person: {
      tags: 'words',
      emotion: 'words',
      next_action: 'words',
      summary_text: 'words',
      reply_quality: 'words',
      key_points: 'words',
    },
    none: ['ai_model'],
  },
  sms_messages: {
    of: ['conversation_id'],
    person: {
      from_number: erasedByTrigger('phone', NUMBERS),
      to_number: erasedByTrigger('phone', NUMBERS),
      body: 'message',
      provider_payload: 'message',
      metadata: 'words',
      provider_message_sid: kept('identifier', 'A delivery that is repeated must not bring the words back.'),
      idempotency_key: kept('identifier', 'A call that is repeated must find its message.'),
    },
    none: ['provider_error_code', 'claimed_by'],
  },
  sms_attachments: {
    of: ['message_id'],
    rows: 'removed',
    person: { file_url: 'message', file_name: 'words', provider_media_sid: 'identifier' },
    none: ['file_extension', 'mime_type'],
  },
  sms_reactions: { of: ['contact_id'], rows: 'removed', person: { reaction_value: 'message' } },
  sms_message_keys: {
    others: { key: kept('identifier', 'Holds what the message holds, and stays as long.') },
  },
  sms_sender_accounts: { none: ['account_name', 'account_sid', 'credential_reference', 'settings'] },
  sms_sender_phone_numbers: { none: ['phone_number', 'friendly_name'] },
  sms_service_accounts: { none: ['service_name', 'provider_service_sid', 'settings', 'description'] },
});
