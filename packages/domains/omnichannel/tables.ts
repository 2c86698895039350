/** Row types of omnichannel, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface OmnichannelContactRow {
  tenant_id: string;
  id: string;
  page_id: string | null;
  personal_key_id: string | null;
  platform_user_id: string | null;
  external_customer_id: string | null;
  integration_via: 'pancake' | 'meta' | 'direct' | 'custom' | 'zalo' | 'other';
  display_name: string | null;
  link: string | null;
  metadata: unknown;
  erased_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface OmnichannelConversationRow {
  tenant_id: string;
  id: string;
  display_number: string;
  page_id: string;
  contact_id: string;
  customer_id: string | null;
  assigned_to: string | null;
  external_thread_id: string | null;
  status: 'open' | 'pending' | 'snoozed' | 'resolved' | 'archived';
  status_note: string | null;
  assignment_note: string | null;
  snoozed_until: Date | null;
  priority: 'low' | 'medium' | 'high' | 'critical';
  subject: string | null;
  tags: string[];
  message_count: number;
  unread_count: number;
  read_at: Date | null;
  first_response_seconds: number | null;
  resolution_seconds: number | null;
  first_message_at: Date | null;
  last_message_at: Date | null;
  first_inbound_at: Date | null;
  last_inbound_at: Date | null;
  first_response_at: Date | null;
  last_response_at: Date | null;
  waiting_since: Date | null;
  closed_at: Date | null;
  metadata: unknown;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface OmnichannelConversationHistoryRow {
  tenant_id: string;
  id: string;
  conversation_id: string;
  change: 'status' | 'assignment';
  from_status: 'open' | 'pending' | 'snoozed' | 'resolved' | 'archived' | null;
  to_status: 'open' | 'pending' | 'snoozed' | 'resolved' | 'archived' | null;
  from_assigned_to: string | null;
  to_assigned_to: string | null;
  changed_by: string | null;
  reason: string | null;
  changed_at: Date;
  created_at: Date;
}

export interface OmnichannelMessageRow {
  tenant_id: string;
  id: string;
  conversation_id: string;
  sender_type: 'user' | 'admin' | 'system';
  contact_id: string | null;
  admin_id: string | null;
  sender_name: string | null;
  message: string | null;
  is_note: boolean;
  external_message_id: string | null;
  idempotency_key: string | null;
  delivery_status: 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | null;
  delivery_error: string | null;
  platform_sent_at: Date | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  failed_at: Date | null;
  metadata: unknown;
  created_at: Date;
  updated_at: Date;
}

export interface OmnichannelMessageAttachmentRow {
  tenant_id: string;
  id: string;
  message_id: string;
  message_created_at: Date;
  attachment_type: 'image' | 'video' | 'audio' | 'file' | 'sticker' | 'location' | 'other';
  url: string;
  file_name: string | null;
  mime_type: string | null;
  size_bytes: string | null;
  width: number | null;
  height: number | null;
  duration_seconds: number | null;
  checksum: string | null;
  external_media_id: string | null;
  sort_order: number;
  metadata: unknown;
  created_at: Date;
}

export interface OmnichannelMessageKeysRow {
  tenant_id: string;
  page_id: string;
  scope: 'platform' | 'client';
  key: string;
  message_id: string;
  message_created_at: Date;
  created_at: Date;
}

export interface OmnichannelMessageReactionRow {
  tenant_id: string;
  id: string;
  message_id: string;
  message_created_at: Date;
  contact_id: string | null;
  user_id: string | null;
  reaction: string;
  reacted_at: Date;
  removed_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface OmnichannelPageSettingsRow {
  tenant_id: string;
  page_id: string;
  reopen_within_hours: number | null;
  reply_within_hours: number | null;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    omnichannel_contact: Knex.CompositeTableType<
      OmnichannelContactRow,
      Inserted<OmnichannelContactRow, never>,
      Updated<OmnichannelContactRow>
    >;
    omnichannel_conversation: Knex.CompositeTableType<
      OmnichannelConversationRow,
      Inserted<OmnichannelConversationRow, 'display_number' | 'page_id' | 'contact_id', 'first_response_seconds' | 'resolution_seconds'>,
      Updated<OmnichannelConversationRow, 'first_response_seconds' | 'resolution_seconds'>
    >;
    omnichannel_conversation_history: Knex.CompositeTableType<
      OmnichannelConversationHistoryRow,
      Inserted<OmnichannelConversationHistoryRow, 'conversation_id' | 'change'>,
      Updated<OmnichannelConversationHistoryRow>
    >;
    omnichannel_message: Knex.CompositeTableType<
      OmnichannelMessageRow,
      Inserted<OmnichannelMessageRow, 'conversation_id' | 'sender_type'>,
      Updated<OmnichannelMessageRow>
    >;
    omnichannel_message_attachment: Knex.CompositeTableType<
      OmnichannelMessageAttachmentRow,
      Inserted<OmnichannelMessageAttachmentRow, 'message_id' | 'message_created_at' | 'attachment_type' | 'url'>,
      Updated<OmnichannelMessageAttachmentRow>
    >;
    omnichannel_message_keys: Knex.CompositeTableType<
      OmnichannelMessageKeysRow,
      Inserted<OmnichannelMessageKeysRow, 'page_id' | 'scope' | 'key' | 'message_id' | 'message_created_at'>,
      Updated<OmnichannelMessageKeysRow>
    >;
    omnichannel_message_reaction: Knex.CompositeTableType<
      OmnichannelMessageReactionRow,
      Inserted<OmnichannelMessageReactionRow, 'message_id' | 'message_created_at' | 'reaction'>,
      Updated<OmnichannelMessageReactionRow>
    >;
    omnichannel_page_settings: Knex.CompositeTableType<
      OmnichannelPageSettingsRow,
      Inserted<OmnichannelPageSettingsRow, 'page_id'>,
      Updated<OmnichannelPageSettingsRow>
    >;
  }
}
