/** Row types of sms, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface SmsAttachmentsRow {
  tenant_id: string;
  id: string;
  message_id: string;
  message_created_at: Date;
  file_url: string;
  file_name: string | null;
  file_extension: string | null;
  file_size: string | null;
  mime_type: string | null;
  provider_media_sid: string | null;
  created_at: Date;
}

export interface SmsConsentLogRow {
  tenant_id: string;
  id: string;
  contact_id: string;
  consent: 'opted_in' | 'opted_out';
  source: 'keyword' | 'form' | 'call' | 'import' | 'staff' | 'provider';
  wording: string | null;
  recorded_by: string | null;
  happened_at: Date;
  created_at: Date;
}

export interface SmsContactsRow {
  tenant_id: string;
  id: string;
  phone: string;
  name: string | null;
  country_code: string | null;
  area_code: string | null;
  timezone: string | null;
  personal_key_id: string | null;
  consent_status: 'unknown' | 'opted_in' | 'opted_out';
  consent_changed_at: Date | null;
  quiet_from: string;
  quiet_until: string;
  last_contacted_at: Date | null;
  assigned_phone_number_id: string | null;
  erased_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface SmsMessageKeysRow {
  tenant_id: string;
  scope: string;
  key: string;
  message_id: string;
  message_created_at: Date;
  created_at: Date;
}

export interface SmsMessagesRow {
  tenant_id: string;
  id: string;
  direction: 'inbound' | 'outbound';
  from_number: string | null;
  to_number: string | null;
  body: string | null;
  media_count: number;
  segments: number | null;
  message_type: 'sms' | 'mms';
  status: 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled' | 'received';
  provider: string | null;
  provider_message_sid: string | null;
  provider_error_code: string | null;
  provider_payload: unknown;
  idempotency_key: string | null;
  due_at: Date | null;
  claimed_by: string | null;
  attempts: number;
  received_at: Date | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  failed_at: Date | null;
  read_at: Date | null;
  conversation_id: string;
  user_id: string | null;
  sender_phone_number_id: string | null;
  service_account_id: string | null;
  metadata: unknown;
  created_at: Date;
  updated_at: Date;
}

export interface SmsMetaConversationRow {
  tenant_id: string;
  id: string;
  contact_id: string;
  sender_phone_number_id: string;
  customer_id: string | null;
  assigned_to: string | null;
  state: 'open' | 'closed' | 'archived';
  status: string | null;
  priority: 'low' | 'medium' | 'high' | 'critical';
  tags: string[];
  conversation_start: Date | null;
  conversation_end: Date | null;
  last_message_at: Date | null;
  last_inbound_at: Date | null;
  read_at: Date | null;
  message_count: number;
  unread_count: number;
  journey_stage: 'awareness' | 'interest' | 'consideration' | 'purchase' | 'retention' | 'advocacy' | null;
  emotion: string | null;
  next_action: string | null;
  summary_text: string | null;
  reply_quality: string | null;
  key_points: string[];
  sentiment_score: string | null;
  ai_model: string | null;
  confidence_score: string | null;
  summary_updated_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface SmsReactionsRow {
  tenant_id: string;
  id: string;
  message_id: string;
  message_created_at: Date;
  reaction_type: 'emoji' | 'thumb';
  reaction_value: string;
  contact_id: string | null;
  user_id: string | null;
  reacted_at: Date;
  removed_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface SmsSenderAccountsRow {
  tenant_id: string;
  id: string;
  account_name: string;
  provider: string;
  account_sid: string | null;
  credential_reference: string | null;
  settings: unknown;
  is_active: boolean;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface SmsSenderPhoneNumbersRow {
  tenant_id: string;
  id: string;
  phone_number: string;
  friendly_name: string | null;
  is_primary: boolean;
  is_active: boolean;
  registration_status: 'not_required' | 'pending' | 'approved' | 'rejected';
  assigned_to: string | null;
  account_id: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface SmsServiceAccountsRow {
  tenant_id: string;
  id: string;
  sender_account_id: string | null;
  service_name: string;
  service_type: 'campaign' | 'conversation' | 'support' | 'marketing' | 'transactional';
  provider_service_sid: string | null;
  settings: unknown;
  is_active: boolean;
  linked_campaign_id: string | null;
  linked_project_id: string | null;
  description: string | null;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    sms_attachments: Knex.CompositeTableType<
      SmsAttachmentsRow,
      Inserted<SmsAttachmentsRow, 'message_id' | 'message_created_at' | 'file_url'>,
      Updated<SmsAttachmentsRow>
    >;
    sms_consent_log: Knex.CompositeTableType<
      SmsConsentLogRow,
      Inserted<SmsConsentLogRow, 'contact_id' | 'consent' | 'source'>,
      Updated<SmsConsentLogRow>
    >;
    sms_contacts: Knex.CompositeTableType<
      SmsContactsRow,
      Inserted<SmsContactsRow, 'phone'>,
      Updated<SmsContactsRow>
    >;
    sms_message_keys: Knex.CompositeTableType<
      SmsMessageKeysRow,
      Inserted<SmsMessageKeysRow, 'scope' | 'key' | 'message_id' | 'message_created_at'>,
      Updated<SmsMessageKeysRow>
    >;
    sms_messages: Knex.CompositeTableType<
      SmsMessagesRow,
      Inserted<SmsMessagesRow, 'direction' | 'status' | 'conversation_id'>,
      Updated<SmsMessagesRow>
    >;
    sms_meta_conversation: Knex.CompositeTableType<
      SmsMetaConversationRow,
      Inserted<SmsMetaConversationRow, 'contact_id' | 'sender_phone_number_id', 'status'>,
      Updated<SmsMetaConversationRow, 'status'>
    >;
    sms_reactions: Knex.CompositeTableType<
      SmsReactionsRow,
      Inserted<SmsReactionsRow, 'message_id' | 'message_created_at' | 'reaction_value'>,
      Updated<SmsReactionsRow>
    >;
    sms_sender_accounts: Knex.CompositeTableType<
      SmsSenderAccountsRow,
      Inserted<SmsSenderAccountsRow, 'account_name' | 'provider'>,
      Updated<SmsSenderAccountsRow>
    >;
    sms_sender_phone_numbers: Knex.CompositeTableType<
      SmsSenderPhoneNumbersRow,
      Inserted<SmsSenderPhoneNumbersRow, 'phone_number'>,
      Updated<SmsSenderPhoneNumbersRow>
    >;
    sms_service_accounts: Knex.CompositeTableType<
      SmsServiceAccountsRow,
      Inserted<SmsServiceAccountsRow, 'service_name' | 'service_type'>,
      Updated<SmsServiceAccountsRow>
    >;
  }
}
