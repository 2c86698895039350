/** Calls of the functions of sms, written by `pnpm types` from the migrated schema. A test holds them to it. */
import { functionCall, type Id, type Moment } from '@erp/kit/function-call';
import type { SmsMessagesRow } from './tables.ts';

export const sms = {
  /** Withdraws a message that no worker has taken yet. False when it is too late. Needs sms.send. */
  cancelSms: functionCall<
    {
      messageId: Id;
    },
    boolean,
    'insufficient_privilege'
  >(
    'cancel_sms',
    'value',
    { messageId: 'bigint' },
    { insufficient_privilege: '42501' },
  ),
  /** Gives a worker messages that are due, each to one worker until its lease ends; who has opted out by now gets none, quiet hours put a message off, and one that was taken too often has failed. The worker reports back with app.record_sms_status or app.release_sms. Needs sms.deliver. Raises 22023. */
  claimSms: functionCall<
    {
      worker: string;
      limit?: number | undefined;
      lease?: string | undefined;
      attempts?: number | undefined;
    },
    SmsMessagesRow[],
    'invalid_parameter_value' | 'insufficient_privilege'
  >(
    'claim_sms',
    'rows',
    { worker: 'text', limit: 'integer', lease: 'interval', attempts: 'integer' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501' },
  ),
  /** In how many parts a text is sent: 160 letters of the GSM alphabet or 70 of any other in one, 153 or 67 each in several. Raises 54000 for more than 10,000 characters, of which no message is made. */
  countSmsSegments: functionCall<
    {
      body: string;
    },
    number,
    'program_limit_exceeded'
  >(
    'count_sms_segments',
    'value',
    { body: 'text' },
    { program_limit_exceeded: '54000' },
  ),
  /** Queues a text message and returns its number; a second call with the same key returns the first one. Asks app.may_text in the same transaction, under a lock that an opt-out waits for; in quiet hours the message is queued for their end. The number to send from is the one named, that of the contact, that of the account of the service, the primary one. Needs sms.send. Raises 55000 with the reason as detail, 22023, P0002, 23505 when the key has queued something else. */
  enqueueSms: functionCall<
    {
      to: string;
      body: string;
      idempotencyKey: string;
      serviceAccountId?: Id | null | undefined;
      sendAt?: Moment | null | undefined;
      senderPhoneNumberId?: Id | null | undefined;
      attachments?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'enqueue_sms',
    'value',
    { to: 'text', body: 'text', idempotencyKey: 'text', serviceAccountId: 'bigint', sendAt: 'timestamp with time zone', senderPhoneNumberId: 'bigint', attachments: 'jsonb' },
    { invalid_parameter_value: '22023', unique_violation: '23505', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** The text messages of a person with consents, media and reactions: what app.export_person cannot see because messages point at the person by way of a contact. Needs crm.export. Raises P0002. */
  exportPersonTexts: functionCall<
    {
      personId: Id;
    },
    unknown,
    'insufficient_privilege' | 'no_data_found'
  >(
    'export_person_texts',
    'value',
    { personId: 'bigint' },
    { insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Says which person of crm a number belongs to, or with NULL that nobody knows. False when that was known. Needs sms.write. Raises P0002, 55000 when the contact has been erased. */
  linkSmsContact: functionCall<
    {
      contactId: Id;
      personId: Id;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'link_sms_contact',
    'value',
    { contactId: 'bigint', personId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Notes that staff has read a conversation, up to created_at of the last message that was on the screen, or all of it; never backwards. Returns how many messages are unread. Needs sms.write. Raises P0002. */
  markSmsConversationRead: functionCall<
    {
      conversationId: Id;
      upTo?: Moment | null | undefined;
    },
    number,
    'insufficient_privilege' | 'no_data_found'
  >(
    'mark_sms_conversation_read',
    'value',
    { conversationId: 'bigint', upTo: 'timestamp with time zone' },
    { insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Whether a number may be texted at a time for a service; if not, why: invalid_number, service_inactive, opted_out, unknown_number, no_consent, quiet_hours; and from when on, where time will help. Quiet hours are by the clock of the recipient. Without a service the rules of marketing count; transactional texts need no consent and no hour, but reach nobody who has opted out. Raises P0002 for a service that is not there. */
  mayText: functionCall<
    {
      phone: string;
      at?: Moment | undefined;
      serviceAccountId?: Id | null | undefined;
    },
    { allowed: boolean | null; reason: string | null; next_allowed_at: Date | null }[],
    'no_data_found'
  >(
    'may_text',
    'rows',
    { phone: 'text', at: 'timestamp with time zone', serviceAccountId: 'bigint' },
    { no_data_found: 'P0002' },
  ),
  /** Adds a reaction of the current user, or of a contact, to a text message, or takes it back; the same again changes nothing, and of late and early news the later event holds. Returns whether the reaction stands. Needs sms.write, for a contact sms.deliver. Raises P0002, 22023. */
  reactToSms: functionCall<
    {
      messageId: Id;
      type: 'emoji' | 'thumb';
      value: string;
      remove?: boolean | undefined;
      contactId?: Id | null | undefined;
      at?: Moment | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'no_data_found'
  >(
    'react_to_sms',
    'value',
    { messageId: 'bigint', type: 'text', value: 'text', remove: 'boolean', contactId: 'bigint', at: 'timestamp with time zone' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Takes in a message that a provider delivers and returns its number; the same delivery again returns the first one. STOP and its kin opt the sender out in the same transaction, START opts in. Needs sms.deliver. Raises P0002 when the number is not ours, 22023. */
  receiveSms: functionCall<
    {
      provider: string;
      providerMessageSid: string;
      from: string;
      to: string;
      body?: string | null | undefined;
      at?: Moment | undefined;
      attachments?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege' | 'no_data_found'
  >(
    'receive_sms',
    'value',
    { provider: 'text', providerMessageSid: 'text', from: 'text', to: 'text', body: 'text', at: 'timestamp with time zone', attachments: 'jsonb' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Records that somebody agrees to be texted: how, in which words, when. A later opt-out holds against it. True when the state changed; the log has it in any case. A second call is a second one. Needs sms.write. Raises 22023. */
  recordOptIn: functionCall<
    {
      phone: string;
      source: 'keyword' | 'form' | 'call' | 'import' | 'staff' | 'provider';
      wording?: string | null | undefined;
      at?: Moment | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege'
  >(
    'record_opt_in',
    'value',
    { phone: 'text', source: 'text', wording: 'text', at: 'timestamp with time zone' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501' },
  ),
  /** Records that somebody does not want to be texted any more, and cancels what waits for them. True when the state changed; the log has it in any case. A second call is a second one. Needs sms.write. Raises 22023. */
  recordOptOut: functionCall<
    {
      phone: string;
      source: 'keyword' | 'form' | 'call' | 'import' | 'staff' | 'provider';
      wording?: string | null | undefined;
      at?: Moment | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege'
  >(
    'record_opt_out',
    'value',
    { phone: 'text', source: 'text', wording: 'text', at: 'timestamp with time zone' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501' },
  ),
  /** The same as app.record_sms_status for a provider that names a message by its own id. Raises P0002 while the id is not known yet. */
  recordSmsCallback: functionCall<
    {
      provider: string;
      providerMessageSid: string;
      status: string;
      at?: Moment | undefined;
      errorCode?: string | null | undefined;
      payload?: unknown | null | undefined;
    },
    boolean,
    'no_data_found'
  >(
    'record_sms_callback',
    'value',
    { provider: 'text', providerMessageSid: 'text', status: 'text', at: 'timestamp with time zone', errorCode: 'text', payload: 'jsonb' },
    { no_data_found: 'P0002' },
  ),
  /** Notes what became of a message of ours: sent, delivered, read or failed, and the id that the provider gave it. Late, repeated and reordered reports never move the status back. True when it moved. Needs sms.deliver. Raises P0002, 22023, 23505 when the id belongs to another message. */
  recordSmsStatus: functionCall<
    {
      messageId: Id;
      status: string;
      at?: Moment | undefined;
      providerMessageSid?: string | null | undefined;
      errorCode?: string | null | undefined;
      payload?: unknown | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'unique_violation' | 'insufficient_privilege' | 'no_data_found'
  >(
    'record_sms_status',
    'value',
    { messageId: 'bigint', status: 'text', at: 'timestamp with time zone', providerMessageSid: 'text', errorCode: 'text', payload: 'jsonb' },
    { invalid_parameter_value: '22023', unique_violation: '23505', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Puts a message back that a worker holds and could not send for now. False when the worker does not hold it any more. Needs sms.deliver. */
  releaseSms: functionCall<
    {
      messageId: Id;
      worker: string;
      retryAt?: Moment | undefined;
      errorCode?: string | null | undefined;
    },
    boolean,
    'insufficient_privilege'
  >(
    'release_sms',
    'value',
    { messageId: 'bigint', worker: 'text', retryAt: 'timestamp with time zone', errorCode: 'text' },
    { insufficient_privilege: '42501' },
  ),
  /** Whether a text message may go from one status to another: the one place where its paths are written down. What a provider has evidence of holds: a message that was given up may turn out to be delivered, never the other way. */
  smsTransitionAllowed: functionCall<
    {
      from: string;
      to: string;
    },
    boolean,
    never
  >(
    'sms_transition_allowed',
    'value',
    { from: 'text', to: 'text' },
    {},
  ),
  /** Opens, closes or archives a conversation. False when it is so already. Needs sms.write. Raises 22023 for an unknown state, P0002, 55000. */
  transitionSmsConversation: functionCall<
    {
      conversationId: Id;
      to: 'open' | 'closed' | 'archived';
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_sms_conversation',
    'value',
    { conversationId: 'bigint', to: 'text' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
};
