/** Calls of the functions of omnichannel, written by `pnpm types` from the migrated schema. A test holds them to it. */
import { functionCall, type Id, type Moment } from '@erp/kit/function-call';

export const omnichannel = {
  /** Gives a conversation to an active member, or to nobody, and writes the history; with p_only_if_free only one of many who reach for it gets it. False when nothing changed. Taking a free one and giving the own one back needs omnichannel.write, all else omnichannel.assign too. Raises P0002. */
  assignConversation: functionCall<
    {
      conversationId: Id;
      userId: Id;
      note?: string | null | undefined;
      onlyIfFree?: boolean | undefined;
    },
    boolean,
    'no_data_found'
  >(
    'assign_conversation',
    'value',
    { conversationId: 'bigint', userId: 'bigint', note: 'text', onlyIfFree: 'boolean' },
    { no_data_found: 'P0002' },
  ),
  /** Whether a conversation may go from one status to another: the one place where its paths are written down. A resolved one can be opened again, an archived one stays as it is. */
  conversationTransitionAllowed: functionCall<
    {
      from: string;
      to: string;
    },
    boolean,
    never
  >(
    'conversation_transition_allowed',
    'value',
    { from: 'text', to: 'text' },
    {},
  ),
  /** The conversations of a person with their messages, attachments and reactions, notes among staff left out: what app.export_person cannot see because messages point at the person by way of a contact. Needs crm.export. Raises P0002. */
  exportPersonMessages: functionCall<
    {
      personId: Id;
    },
    unknown,
    'insufficient_privilege' | 'no_data_found'
  >(
    'export_person_messages',
    'value',
    { personId: 'bigint' },
    { insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Says which person of crm a contact is, or with NULL that nobody knows. False when that was known. Needs omnichannel.write. Raises P0002, 55000 when the contact has been erased. */
  linkContact: functionCall<
    {
      contactId: Id;
      personId: Id;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'link_contact',
    'value',
    { contactId: 'bigint', personId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Notes that staff has read a conversation, up to created_at of the last message that was on the screen, or all of it; never backwards. Returns how many messages are unread. Needs omnichannel.write. Raises P0002. */
  markConversationRead: functionCall<
    {
      conversationId: Id;
      upTo?: Moment | null | undefined;
    },
    number,
    'insufficient_privilege' | 'no_data_found'
  >(
    'mark_conversation_read',
    'value',
    { conversationId: 'bigint', upTo: 'timestamp with time zone' },
    { insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Adds a reaction of the current user, or of a contact, to a message, or takes it back; the same again changes nothing, and of late and early news the later event holds. Returns whether the reaction stands. Needs omnichannel.write, for a contact omnichannel.receive. Raises P0002, 22023. */
  reactToMessage: functionCall<
    {
      messageId: Id;
      reaction: string;
      remove?: boolean | undefined;
      contactId?: Id | null | undefined;
      at?: Moment | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'no_data_found'
  >(
    'react_to_message',
    'value',
    { messageId: 'bigint', reaction: 'text', remove: 'boolean', contactId: 'bigint', at: 'timestamp with time zone' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Takes in a message that a network delivers and returns its number; the same delivery again, at any time and from any number of sessions, returns the first one. Makes the contact and the conversation where they are new, opens a waiting, snoozed or, as the page allows, a resolved one again. p_details: sender_name, link, integration_via, external_customer_id, metadata; echo for a message of our own that was written at the network, with the idempotency_key where the network hands it back. One message per transaction. Needs omnichannel.receive. Raises P0002, 22023. */
  receiveMessage: functionCall<
    {
      pageId: Id;
      platformUserId: string;
      externalMessageId: string;
      message?: string | null | undefined;
      sentAt?: Moment | null | undefined;
      externalThreadId?: string | null | undefined;
      attachments?: unknown | undefined;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege' | 'no_data_found'
  >(
    'receive_message',
    'value',
    { pageId: 'bigint', platformUserId: 'text', externalMessageId: 'text', message: 'text', sentAt: 'timestamp with time zone', externalThreadId: 'text', attachments: 'jsonb', details: 'jsonb' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Notes what a network reports of a message of ours, and the id that it gave it. Forward only: late and repeated receipts change nothing but a missing time. True when the status moved. Needs omnichannel.receive. Raises P0002, 22023, 55000 for a message that is not delivered, 23505 when the id is that of another message. */
  recordMessageDelivery: functionCall<
    {
      messageId: Id;
      status: string;
      externalMessageId?: string | null | undefined;
      at?: Moment | undefined;
      error?: string | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'unique_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'record_message_delivery',
    'value',
    { messageId: 'bigint', status: 'text', externalMessageId: 'text', at: 'timestamp with time zone', error: 'text' },
    { invalid_parameter_value: '22023', unique_violation: '23505', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Writes an answer, or a note among staff, into a conversation and returns its number; a second call with the same key returns the first one. The answer is queued for the connector of the network, which reports back with app.record_message_delivery. Needs omnichannel.write. Raises P0002, 22023, 55000 when the conversation is archived or the network does not let us write any more, 23505 when the key has sent something else. */
  sendMessage: functionCall<
    {
      conversationId: Id;
      message: string;
      idempotencyKey: string;
      attachments?: unknown | undefined;
      isNote?: boolean | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'send_message',
    'value',
    { conversationId: 'bigint', message: 'text', idempotencyKey: 'text', attachments: 'jsonb', isNote: 'boolean' },
    { invalid_parameter_value: '22023', unique_violation: '23505', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** The conversation in which a contact can be written to, and its number: the one that runs, the resolved one where the page lets it be opened again, else a new one. Needs omnichannel.write. Raises P0002, 55000. */
  startConversation: functionCall<
    {
      contactId: Id;
      subject?: string | null | undefined;
      externalThreadId?: string | null | undefined;
    },
    string,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'start_conversation',
    'value',
    { contactId: 'bigint', subject: 'text', externalThreadId: 'text' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Moves a conversation to another status along an allowed path and, by a trigger, writes the history; snoozed needs a time. False when it is there already. Needs omnichannel.write. Raises P0002, 22023, 55000 when there is no such path or another conversation is running. */
  transitionConversation: functionCall<
    {
      conversationId: Id;
      to: 'open' | 'pending' | 'snoozed' | 'resolved' | 'archived';
      note?: string | null | undefined;
      snoozeUntil?: Moment | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_conversation',
    'value',
    { conversationId: 'bigint', to: 'text', note: 'text', snoozeUntil: 'timestamp with time zone' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Opens the snoozed conversations whose time has come and returns how many; for a job, and safe to run in several sessions. Needs omnichannel.write. */
  wakeConversations: functionCall<
    {
      limit?: number | undefined;
    },
    number,
    'insufficient_privilege'
  >(
    'wake_conversations',
    'value',
    { limit: 'integer' },
    { insufficient_privilege: '42501' },
  ),
};
