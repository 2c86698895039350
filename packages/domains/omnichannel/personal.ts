import { kept, personalData, replaced } from '@erp/kit/personal';

/** What the tables of omnichannel hold about people. Who talked when stays, without names and words. */
export const personal = personalData({
  omnichannel_contact: {
    person: {
      platform_user_id: 'identifier',
      external_customer_id: 'identifier',
      display_name: 'name',
      link: 'identifier',
      metadata: 'words',
    },
  },
  omnichannel_conversation: {
    called: 'conversation',
    of: ['contact_id'],
    person: {
      // Not empty: of the open conversations with a contact on a page one alone has no thread.
      external_thread_id: replaced(
        'identifier',
        "CASE WHEN external_thread_id IS NOT NULL THEN 'erased:' || id END",
      ),
      status_note: 'words',
      assignment_note: 'words',
      subject: 'words',
      tags: 'words',
      metadata: 'words',
    },
    none: ['display_number'],
  },
  omnichannel_conversation_history: { of: ['conversation_id'], person: { reason: 'words' } },
  // Answers repeat what was asked, so the words of both sides go.
  omnichannel_message: {
    of: ['conversation_id', 'contact_id'],
    person: {
      sender_name: replaced('name', "CASE WHEN sender_type <> 'user' THEN sender_name END"),
      message: 'message',
      delivery_error: 'words',
      metadata: 'words',
      external_message_id: kept('identifier', 'A delivery that is repeated must not bring the words back.'),
      idempotency_key: kept('identifier', 'A call that is repeated must find its message.'),
    },
  },
  omnichannel_message_attachment: {
    of: ['message_id'],
    rows: 'removed',
    person: {
      url: 'message',
      file_name: 'words',
      checksum: 'identifier',
      external_media_id: 'identifier',
      metadata: 'words',
    },
    none: ['mime_type'],
  },
  omnichannel_message_reaction: { of: ['contact_id'], rows: 'removed', person: { reaction: 'message' } },
  omnichannel_message_keys: {
    others: { key: kept('identifier', 'Holds what the message holds, and stays as long.') },
  },
});
